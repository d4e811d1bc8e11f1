using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.App.Tests.Audit;

/// <summary>An audit of a true log finds nothing; of each thing that is false, its own code.</summary>
public sealed class AuditRunTests : IDisposable
{
    private readonly AuditHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public async Task A_true_log_and_export_are_clean_and_counted_exactly()
    {
        house.Report(closed: 3, new ReportBand(0, 249, "us/250"));
        var (exit, codes, run) = await house.Audit();
        Assert.Empty(codes);
        Assert.Equal(0, exit);
        Assert.Equal((2, 1, 2), (Count(DemandClass.Open), Count(DemandClass.Withheld), Count(DemandClass.Dummy)));
        Assert.Single(run.Leaves!.Authorisations);
        Assert.Equal((2L, 1L, 2L, 0L), run.Reports.Select(r => (r.Open, r.Withheld, r.Dummy, r.Sealed)).Single());
        using var text = new StringWriter();
        run.Print(text);
        Assert.Contains("2 open, 1 withheld (in the band 0 to 249), 2 dummies", text.ToString(), StringComparison.Ordinal);

        int Count(DemandClass cls) => run.Leaves!.Registers.Values.Count(r => r.Class == cls);
    }

    [Fact]
    public Task A_band_that_the_exact_number_does_not_lie_in_is_false()
    {
        house.Report(closed: 3, new ReportBand(250, 499, "us/250"));
        return Finds(1, "audit-band-false");
    }

    [Fact]
    public Task More_than_the_band_allows_is_false_even_where_not_every_leaf_could_be_opened()
    {
        house.Leaf(DemandClass.Withheld);
        house.Tell(5, produced: false);
        house.Sealed.Remove(AuditHouse.Hex(house.Openings[2].Leaf()));
        house.Report(closed: 4, new ReportBand(0, 1, "us/250"));
        return Finds(1, "audit-ciphertext-missing", "audit-band-false", "audit-range-not-opened");
    }

    [Fact]
    public async Task A_report_from_before_the_auditors_time_is_no_finding()
    {
        using var later = PrivateKey.Generate();
        house.Report(closed: 3, new ReportBand(0, 249, "us/250"));
        house.Entries.Add(Facts.AuditorDesignated(AuditorId.New(), "Another Office", later.Public, AuditHouse.Start.AddMonths(4), AuditHouse.Start.AddMonths(4)));
        house.OutcomesTo = later.Public;
        house.Told.Clear();
        var (exit, codes, run) = await house.Audit(later);
        Assert.Empty(codes);
        Assert.Equal((0, 5L), (exit, run.Reports.Single().Sealed));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public Task A_report_that_opens_or_closes_another_number_is_false(long closed, long opened)
    {
        house.Report(closed, null, opened);
        return Finds(1, "audit-report-differs");
    }

    [Fact]
    public async Task A_report_that_is_not_there_could_not_be_checked_and_another_is_false()
    {
        house.Report(3, null);
        var (exit, codes, _) = await house.Audit(between: h => File.AppendAllText(h.File("site/published/reports/2026-h1/v1.json"), " "));
        Assert.Equal((1, "verify-report-hash"), (exit, codes.Single()));
    }

    [Fact]
    public Task A_leaf_of_which_nothing_was_handed_over_is_told()
    {
        house.Sealed.Remove(AuditHouse.Hex(house.Openings[2].Leaf()));
        return Finds(1, "audit-ciphertext-missing");
    }

    [Fact]
    public Task An_authorisation_of_which_nothing_was_handed_over_is_told()
    {
        house.Authorise(house.Openings[3], seal: false);
        return Finds(1, "audit-ciphertext-missing");
    }

    [Fact]
    public async Task A_key_that_nobody_designated_opens_nothing_and_is_told()
    {
        using var other = PrivateKey.Generate();
        var (exit, codes, run) = await house.Audit(other);
        Assert.Equal(2, exit);
        Assert.Equal(["audit-not-designated", "audit-outcomes-unreadable"], codes.Order());
        Assert.Empty(run.Leaves!.Registers);
        Assert.Equal(6, run.Leaves.NotOurs);
    }

    [Fact]
    public Task A_leaf_sealed_to_somebody_else_in_the_auditors_time_is_told()
    {
        using var other = PrivateKey.Generate();
        var opening = house.Leaf(DemandClass.Dummy, auditors: [other.Public]);
        Assert.NotNull(opening.ForAuditors);
        return Finds(1, "audit-not-recipient");
    }

    [Fact]
    public Task Two_leaves_whose_ciphertexts_are_exchanged_are_told()
    {
        var (one, other) = (AuditHouse.Hex(house.Openings[0].Leaf()), AuditHouse.Hex(house.Openings[1].Leaf()));
        (house.Sealed[one], house.Sealed[other]) = (house.Sealed[other], house.Sealed[one]);
        return Finds(1, "audit-hash-differs");
    }

    [Fact]
    public Task Two_authorisations_whose_ciphertexts_are_exchanged_are_told()
    {
        var (one, other) = (AuditHouse.Hex(house.Authorise(house.Openings[3]).Leaf()), AuditHouse.Hex(house.Authorise(house.Openings[1]).Leaf()));
        (house.Sealed[one], house.Sealed[other]) = (house.Sealed[other], house.Sealed[one]);
        return Finds(1, "audit-swapped");
    }

    [Fact]
    public Task Altered_bytes_are_told()
    {
        house.Sealed[AuditHouse.Hex(house.Openings[4].Leaf())][^1] ^= 1;
        return Finds(1, "audit-hash-differs");
    }

    [Fact]
    public Task Altered_bytes_of_an_authorisation_are_told()
    {
        house.Sealed[AuditHouse.Hex(house.Authorise(house.Openings[3]).Leaf())][^1] ^= 1;
        return Finds(1, "audit-cannot-open");
    }

    [Fact]
    public Task Something_for_a_leaf_that_is_not_in_the_log_is_told()
    {
        house.Sealed[new string('A', 64)] = [1, 2, 3];
        return Finds(1, "audit-export-stray");
    }

    [Fact]
    public Task A_dummy_that_was_promised_for_a_real_demand_is_told()
    {
        house.Tell(2, produced: false, demand: DemandId.New());
        return Finds(1, "audit-dummy-real");
    }

    [Fact]
    public Task A_dummy_that_a_disclosure_rests_on_is_told()
    {
        house.Authorise(house.Openings[2]);
        return Finds(1, "audit-dummy-real");
    }

    [Fact]
    public Task Something_produced_without_an_authorisation_is_told()
    {
        house.Tell(house.Leaf(DemandClass.Withheld).Leaf(), house.Openings[^1].Record.Demand, produced: true, AuditHouse.Start);
        return Finds(1, "audit-produced-unauthorised");
    }

    [Fact]
    public Task An_authorisation_whose_demand_has_no_leaf_is_told()
    {
        house.Authorise(RegisterOpening.Draw(DemandClass.Open, house.Openings[0].Record with { Demand = DemandId.New() }));
        return Finds(1, "audit-authorisation-without-leaf");
    }

    [Fact]
    public Task An_authorisation_that_names_another_demands_leaf_is_told()
    {
        house.Authorise(house.Openings[3], demand: house.Openings[0].Record.Demand);
        return Finds(1, "audit-authorisation-differs");
    }

    [Fact]
    public Task A_demand_that_was_promised_and_is_absent_is_told()
    {
        var absent = RegisterOpening.Draw(DemandClass.Open, house.Openings[0].Record with { Demand = DemandId.New() });
        house.Tell(absent.Leaf(), absent.Record.Demand, produced: false, AuditHouse.Start.AddDays(1));
        return Finds(1, "audit-promise-broken");
    }

    [Fact]
    public async Task A_demand_whose_promise_still_runs_is_counted_and_no_finding()
    {
        var waits = RegisterOpening.Draw(DemandClass.Open, house.Openings[0].Record with { Demand = DemandId.New() }, [house.Auditor.Public]);
        house.Tell(waits.Leaf(), waits.Record.Demand, produced: false, AuditHouse.Start.AddMonths(6));
        house.Authorise(waits);
        var (exit, codes, run) = await house.Audit();
        Assert.Empty(codes);
        Assert.Equal((0, 1), (exit, run.Outcomes!.Awaited));
    }

    [Fact]
    public Task A_real_leaf_of_which_no_outcome_was_handed_over_is_told()
    {
        house.Told.RemoveAt(1);
        return Finds(1, "audit-outcome-missing");
    }

    [Fact]
    public Task A_leaf_that_was_promised_for_another_demand_is_told()
    {
        var other = DemandId.New();
        house.Told.RemoveAt(1);
        house.Tell(1, produced: false, demand: other);
        return Finds(1, "audit-outcome-differs");
    }

    [Fact]
    public Task A_demand_with_two_leaves_that_count_is_told()
    {
        house.Leaf(DemandClass.Open, house.Openings[3].Record.Demand);
        return Finds(1, "audit-demand-twice");
    }

    [Fact]
    public Task A_demand_whose_class_was_adjusted_has_one_leaf_that_counts()
    {
        house.Leaf(DemandClass.Withheld, house.Openings[3].Record.Demand);
        house.Entries.Add(Facts.ClassAdjusted(5, 8, "A bar had been overlooked.", AuditHouse.Start));
        return Finds(0);
    }

    [Fact]
    public Task An_outcome_told_twice_or_not_readable_is_told()
    {
        house.Told.Add(house.Told[0]);
        house.Told.Add(house.Told[1] with { Demand = DemandId.New().Text, Promise = "writ.promise/v1\n" });
        return Finds(1, "audit-demand-twice", "ledger-note-malformed");
    }

    [Fact]
    public Task Outcomes_of_another_log_are_told()
    {
        house.OutcomesOf = "other.example/writ";
        return Finds(1, "audit-outcomes-other");
    }

    [Fact]
    public async Task Leaves_from_before_the_designation_are_counted_and_not_asked_for()
    {
        using var later = PrivateKey.Generate();
        house.Entries.Add(Facts.AuditorDesignated(AuditorId.New(), "Another Office", later.Public, AuditHouse.Start.AddDays(2), AuditHouse.Start));
        house.Leaf(DemandClass.Dummy);
        house.Entries.Add(Facts.AgencySuspended(AgencyId.New(), "The first fact of that time.", AuditHouse.Start.AddDays(3)));
        house.Leaf(DemandClass.Dummy, auditors: [house.Auditor.Public, later.Public]);
        house.OutcomesTo = later.Public;
        house.Told.Clear();
        var (exit, codes, run) = await house.Audit(later);
        Assert.Empty(codes);
        Assert.Equal((0, 7L, 1), (exit, run.Leaves!.NotOurs, run.Leaves.Registers.Count));
    }

    [Fact]
    public async Task Nothing_is_asked_for_after_the_auditor_has_retired()
    {
        var id = ((Fact.AuditorDesignated)Facts.Parse(house.Entries[1]).Value).Auditor;
        house.Entries.Add(Facts.AuditorRetired(id, "The term is over.", AuditHouse.Start));
        house.Leaf(DemandClass.Dummy, auditors: []);
        var (exit, codes, run) = await house.Audit();
        Assert.Empty(codes);
        Assert.Equal((0, 1L), (exit, run.Leaves!.NotOurs));
    }

    [Fact]
    public async Task An_entry_that_is_not_the_one_signed_shows_in_the_root()
    {
        var (exit, codes, _) = await house.Audit(between: h =>
        {
            var path = Directory.GetFiles(h.File("site/ledger/tile/entries"), "*", SearchOption.AllDirectories).Single();
            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
        });
        Assert.Equal(1, exit);
        Assert.Contains("verify-root-differs", codes);
    }

    [Theory]
    [InlineData("audit.json", "audit-export-unreadable")]
    [InlineData("leaves.bin", "audit-unreachable")]
    [InlineData("outcomes.sealed", "audit-outcomes-unreadable")]
    public async Task A_file_that_breaks_off_could_not_be_checked(string name, string code)
    {
        var (exit, codes, _) = await house.Audit(between: h =>
        {
            var bytes = File.ReadAllBytes(h.File($"export/{name}"));
            File.WriteAllBytes(h.File($"export/{name}"), bytes[..(bytes.Length - 5)]);
        });
        Assert.Contains(code, codes);
        Assert.NotEqual(0, exit);
    }

    [Fact]
    public Task An_export_of_a_longer_log_than_the_one_read_could_not_be_checked()
    {
        house.Range = (0, house.Entries.Count + 1);
        return Finds(2, "audit-log-older");
    }

    private async Task Finds(int exit, params string[] codes)
    {
        var (was, found, _) = await house.Audit();
        Assert.Equal(codes.Order(), found.Order());
        Assert.Equal(exit, was);
    }
}
