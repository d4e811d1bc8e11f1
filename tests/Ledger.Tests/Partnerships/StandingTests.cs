using FsCheck;
using FsCheck.Fluent;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Ledger.Tests.Partnerships;

/// <summary>Both edges of every number, one second before and at it; and that nothing but all the parts makes a partnership.</summary>
public sealed class StandingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly DateTimeOffset Begins = Town.Day(100);

    [Fact]
    public void It_begins_when_the_time_to_object_is_over_and_not_a_second_before()
    {
        var town = Town.Whole();
        Edge(town, Begins, InertReason.ObjectionsOpen, null);
        Assert.Equal(Begins, town.At(Begins - Second).Next);
        Assert.Equal(Begins.AddMonths(12), town.At(Begins).Until);
    }

    [Fact]
    public void The_time_to_comment_ends_thirty_days_after_the_notice()
    {
        var town = new Town().Area(0).Propose(1).Notice(2, 31);
        Edge(town, Town.Day(32), InertReason.CommentOpen, InertReason.NoHearing);
    }

    [Fact]
    public void A_hearing_before_the_announced_hour_is_none()
    {
        var town = new Town().Area(0).Propose(1).Notice(2, 31).Hear(30.9);
        Assert.Equal(InertReason.NoHearing, town.At(Town.Day(90)).Reason);
        Assert.Equal(InertReason.NoResolution, town.Hear(31).At(Town.Day(90)).Reason);
    }

    [Fact]
    public void What_is_adopted_a_second_before_the_end_of_comments_does_not_count()
    {
        Town Placed(double day) => new Town().Area(0).Propose(1).Notice(2, 31).Hear(31).Place(day, "resolution").Place(day, "use-policy");
        Assert.Equal(InertReason.TooEarly, Placed(32 - (1.0 / 86400)).At(Town.Day(90)).Reason);
        Assert.Equal(InertReason.FetchesMissing, Placed(32).At(Town.Day(90)).Reason);
    }

    [Fact]
    public void It_ends_with_its_term()
    {
        var town = Town.Whole(term: 12, report: 24);
        Edge(town, Begins.AddMonths(12), null, InertReason.Expired);
        Edge(Town.Whole(term: 1), Begins.AddMonths(1), null, InertReason.Expired);
    }

    [Fact]
    public void It_ends_at_the_midnight_after_its_last_day()
    {
        var town = Town.Whole(ends: new DateOnly(2026, 6, 30));
        Edge(town, new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), null, InertReason.Expired);
    }

    [Fact]
    public void It_ends_the_moment_a_report_is_late_and_stays_over()
    {
        var due = Begins.AddMonths(6);
        Edge(Town.Whole(report: 6), due, null, InertReason.ReportLate);
        Assert.True(Town.Whole(report: 6).Report(due).At(due).InForce);
        Assert.Equal(InertReason.ReportLate, Town.Whole(report: 6).Report(due + Second).At(due + TimeSpan.FromDays(1)).Reason);
    }

    [Fact]
    public void An_overdue_report_of_an_earlier_agreement_ends_the_one_in_force()
    {
        static Town Renewed(double from) => Town.Whole(term: 12, report: 13).Propose(from, number: 2).Rest(from, number: 2);
        var due = Begins.AddMonths(13);
        Edge(Renewed(380), due, null, InertReason.ReportLate);
        Assert.True(Renewed(380).Report(due).At(Town.Day(600)).InForce);
        Assert.Equal(InertReason.ReportLate, Renewed(380).Report(due + Second).At(Town.Day(600)).Reason);

        // Come late, it lets one begin that has not yet, and from there.
        var late = Renewed(420).Report(Town.Day(530));
        Edge(late, Town.Day(530), InertReason.ReportLate, null);
        Assert.Equal(Town.Day(530).AddMonths(12), late.At(Town.Day(540)).Until);
    }

    [Theory]
    [InlineData("company")]
    [InlineData("agency")]
    public void Either_side_ends_it_at_once(string cause) => Edge(Town.Whole().End(120, cause), Town.Day(120), null, InertReason.Ended);

    [Fact]
    public void An_agency_that_is_not_verified_is_inert_whatever_else() =>
        Assert.Equal(InertReason.NotVerified, Town.Whole().Partnership.At(Begins, verified: false).Reason);

    [Fact]
    public void An_objection_in_time_has_to_be_answered_and_one_too_late_holds_nothing_up()
    {
        var town = Town.Whole().Object(99.9, 1);
        Assert.Equal(InertReason.ObjectionUnanswered, town.At(Town.Day(110)).Reason);
        Edge(town.Answer(111, 1), Town.Day(111), InertReason.ObjectionUnanswered, null);
        Assert.True(Town.Whole().Object(100, 1).At(Town.Day(110)).InForce);
    }

    [Fact]
    public void Two_fetchers_of_one_body_are_one_party()
    {
        var town = new Town().Area(0).Propose(1).Notice(2, 31).Hear(32).Place(40, "resolution").Place(40, "use-policy");
        foreach (var what in PartnershipWords.Papers) town.Fetch(50, what, Town.First).Fetch(50, what, Town.SameBody);
        Assert.Equal(InertReason.FetchesMissing, town.Sign(70).At(Town.Day(200)).Reason);
    }

    [Fact]
    public void Who_finds_another_text_stops_it_until_they_find_the_same()
    {
        var town = Town.Whole().Fetch(120, "resolution", Town.First, "another");
        Edge(town, Town.Day(120), null, InertReason.FetchDiffers);
        town.Fetch(130, "resolution", Town.First);
        Edge(town, Town.Day(130), InertReason.FetchDiffers, null);
        Assert.Equal(Begins.AddMonths(12), town.At(Town.Day(130)).Until);
    }

    [Fact]
    public void Only_the_named_clerk_and_only_these_papers_count()
    {
        static Town Unsigned() => new(Town.Whole().Facts.Where(f => f is not Fact.ResolutionCountersigned));
        Assert.Equal(InertReason.NotCountersigned, Unsigned().Sign(70, text: "another").At(Town.Day(200)).Reason);
        Assert.Equal(InertReason.NotCountersigned, Unsigned().Sign(70, who: Town.First).At(Town.Day(200)).Reason);
        Assert.True(Unsigned().Sign(70).At(Town.Day(200)).InForce);
    }

    [Fact]
    public void Without_any_one_part_it_is_never_in_force()
    {
        var whole = Town.Whole().Object(80, 1).Answer(81, 1).Facts;
        Assert.True(Partnership.Of(whole).At(Town.Day(200), true).InForce);
        foreach (var part in whole.Where(f => f is not Fact.ObjectionFiled).ToList())
        {
            // The one who is of a body that is there already is no part.
            if (part is Fact.OversightAccountNamed named && named.Account == Town.SameBody) continue;
            for (var day = 0; day < 500; day += 10) Assert.False(Partnership.Of(whole.Where(f => f != part)).At(Town.Day(day), true).InForce, $"{part}");
        }
    }

    /// <summary>Any acts, in any order, at any times: in force means that every part is there and past its date.</summary>
    [Fact]
    public void No_order_of_acts_makes_it_in_force_without_all_the_parts() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var dice = new Dice((uint)seed + 1u);
            var town = new Town();
            var acts = Town.Whole().Object(75, 1).Answer(85, 1).Facts.OrderBy(_ => dice.Next(1000)).Where(_ => dice.Next(12) > 0).ToList();
            foreach (var fact in acts) town.Facts.Add(fact with { At = Town.Day(dice.Next(3) == 0 ? dice.Next(400) : (fact.At - Town.Start).TotalDays) });
            town.Facts.Sort((a, b) => a.At.CompareTo(b.At));
            for (var day = 0; day <= 420; day += 7)
            {
                var now = Town.Day(day);
                if (!town.At(now).InForce) continue;
                var there = town.Facts.Where(f => f.At <= now).ToList();
                DateTimeOffset Of<T>()
                    where T : Fact => there.OfType<T>().Min(f => f.At);
                var notice = there.OfType<Fact.NoticeGiven>().Single();
                var papers = there.OfType<Fact.ResolutionPlaced>().ToList();
                Assert.Single(there.OfType<Fact.JurisdictionSet>());
                Assert.Single(there.OfType<Fact.AgreementProposed>());
                Assert.True(notice.At.AddDays(30) <= now && Of<Fact.HearingHeld>() >= notice.Hearing);
                Assert.Equal(2, papers.Count);
                Assert.All(papers, p => Assert.True(p.At >= notice.At.AddDays(30) && p.At >= Of<Fact.HearingHeld>()));
                Assert.Equal(4, there.OfType<Fact.ResolutionFetched>().Count());
                Assert.True(Of<Fact.ResolutionCountersigned>().AddDays(30) <= now);
                Assert.True(there.OfType<Fact.ObjectionFiled>().All(o => o.At >= Of<Fact.ResolutionCountersigned>().AddDays(30)) || there.OfType<Fact.ObjectionAnswered>().Any());
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static void Edge(Town town, DateTimeOffset at, InertReason? before, InertReason? from)
    {
        Assert.Equal(before, town.At(at - Second).Reason);
        Assert.Equal(from, town.At(at).Reason);
    }

    /// <summary>A small generator of its own, so that a failure can be repeated by its seed.</summary>
    private sealed class Dice(uint seed)
    {
        private uint state = unchecked(seed * 2654435761u) | 1;

        public int Next(int below)
        {
            unchecked
            {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
            }

            return (int)(state % (uint)below);
        }
    }
}
