using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships.Agreement;
using Writ.Agencies.Partnerships.CompanyConduct;
using Writ.Agencies.Partnerships.Ending;
using Writ.Agencies.Partnerships.Gifts;
using Writ.Agencies.Partnerships.Hearing;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Agencies.Partnerships.Notice;
using Writ.Agencies.Partnerships.Objections;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Agencies.Partnerships.Resolution;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Sample;

/// <param name="Name">As it stands in texts.</param>
public sealed record SampleAgency(AgencyId Id, OfficerId Admin, string Name);

/// <summary>Somebody made up who only signs in.</summary>
/// <param name="Name">By which the sample's list of persons calls them.</param>
public sealed record SampleOutsider(string Name, string Subject, string Title);

/// <summary>Fills a sample folder's partnerships: the first is in force, the second waits for its clerk, the third was ended.</summary>
public sealed class SamplePartners(IServiceProvider services)
{
    private static readonly SignedInHow Signed = new("Sample", null, new string('0', 64), DateTimeOffset.UnixEpoch);

    /// <param name="desk">Subject of the member of staff who proposes.</param>
    /// <param name="area">The town's outline, GeoJSON.</param>
    /// <param name="skip">Lets that much time pass.</param>
    public async Task<Result<IReadOnlyList<SampleOutsider>>> Fill(IReadOnlyList<SampleAgency> agencies, string desk, byte[] area, Action<TimeSpan> skip)
    {
        var (book, options) = (Get<PartnershipBook>(), Get<PartnershipOptions>());
        (string Name, string Office, string Body, OutsideId Id)[] outside =
        [
            ("clerk", PartnershipWords.Clerk, "Sample Town Council", OutsideId.New()),
            ("fetcher", PartnershipWords.Fetcher, "Sample University Library", OutsideId.New()),
            ("fetcher-two", PartnershipWords.Fetcher, "Sample Press Association", OutsideId.New()),
            ("overseer", PartnershipWords.Overseer, "Sample Oversight Board", OutsideId.New()),
        ];
        var steps = new Steps();
        for (var i = 0; i < agencies.Count && steps.Ok; i++)
        {
            var (id, admin) = (agencies[i].Id, agencies[i].Admin.Text);
            steps.Take(await Get<NameAdmin>().Handle(id, admin, desk));
            steps.Take(await Get<SetJurisdiction>().Handle(id, area, admin));
            foreach (var person in outside)
                steps.Take(await Get<NameAccount>().Handle(id, new NameRequest(person.Office, person.Body, i == 0 ? null : person.Id.Text), person.Id, desk));
            steps.Take(await Get<ProposeAgreement>().Handle(
                id, new ProposeRequest(Text(agencies[i], "Agreement"), i == 2 ? "county" : "municipal", "nobody", "own-words-each", Today(book).AddMonths(11)), desk));
            steps.Take(await Get<RecordGift>().Handle(
                id, new GiftRequest("device", "Doorbell camera for the station’s front desk", 1, 9900, "USD", "The station", "None; it stays when the agreement ends"), "frm_sample", desk));
            steps.Take(await Get<RecordConduct>().Handle(id, "training", Today(book), "How to write a request, two hours, for three officers", "frm_sample", desk));
            steps.Take(await Get<GiveNotice>().Handle(id, new NoticeRequest(Text(agencies[i], "Public notice"), "https://town.example/notices/1", book.Now + options.Comment), admin));
        }

        if (steps.Ok && agencies.Count > 0) steps.Take(await Get<Objecting>().File(agencies[0].Id, "The agreement says nothing of how long the police keep what they get."));
        skip(options.Comment + TimeSpan.FromSeconds(1));
        for (var i = 0; i < agencies.Count && steps.Ok; i++) await Adopt(agencies[i], outside, signs: i != 1, book, steps);
        if (steps.Ok && agencies.Count > 0)
            steps.Take(await Get<Objecting>().Answer(agencies[0].Id, 1, "The use policy now says it: 90 days, and longer only with a reason that the owner is told.", "agency", agencies[0].Admin.Text));
        skip(options.Objections + TimeSpan.FromSeconds(1));
        if (steps.Ok && agencies.Count > 2)
            steps.Take(await Get<EndPartnership>().Handle(agencies[2].Id, 1, "agency", "The county asks through the courts alone from now on.", agencies[2].Admin.Text));
        if (steps.Refusal is { } refusal) return refusal;
        return Result<IReadOnlyList<SampleOutsider>>.Of(
        [
            .. agencies.Select((a, i) => new SampleOutsider(i == 0 ? "admin" : $"admin-{i + 1}", a.Admin.Text, $"Admin of the partnership, {a.Name}")),
            .. outside.Select(o => new SampleOutsider(o.Name, o.Id.Text, $"{o.Office switch { PartnershipWords.Clerk => "Clerk", PartnershipWords.Fetcher => "Outside party", _ => "Oversight" }}, {o.Body}")),
        ]);
    }

    private async Task Adopt(SampleAgency agency, (string Name, string Office, string Body, OutsideId Id)[] outside, bool signs, PartnershipBook book, Steps steps)
    {
        var (id, admin) = (agency.Id, agency.Admin.Text);
        steps.Take(await Get<RecordHearing>().Handle(id, new HearingRequest(Today(book), "Sample Town Council", "Nine people spoke; two against."), admin));
        foreach (var what in PartnershipWords.Papers)
        {
            var text = Text(agency, what == PartnershipWords.Resolution ? "Resolution" : "Use policy");
            steps.Take(await Get<PlacePaper>().Handle(id, new PaperRequest(what, text, "Sample Town Council", Today(book), $"https://council.example/{what}.txt"), admin));
            foreach (var party in outside.Where(o => o.Office == PartnershipWords.Fetcher))
                steps.Take(await Get<RecordFetch>().Handle(id, new FetchRequest(what, Papers.Hash(text)), Of(party.Id)));
        }

        if (!signs) return;
        var last = (await book.Look(id, found => Task.FromResult(found.Partnership)))!.Last!;
        steps.Take(await Get<Countersign>().Handle(
            id, new CountersignRequest(last.Number, last.Proposed.Sha256, last.Resolution!.Sha256, last.Policy!.Sha256), Of(outside[0].Id), Signed));
    }

    private static Caller Of(OutsideId id) => new(CallerKind.Outside, id.Text, null, new HashSet<string>());

    private static DateOnly Today(PartnershipBook book) => DateOnly.FromDateTime(book.Now.UtcDateTime);

    private static byte[] Text(SampleAgency agency, string what) => Encoding.UTF8.GetBytes(
        $"{what}\n\n{agency.Name} and the sample company.\n\nThis text is made up. It stands for the real one, which anybody may read and compare.\n");

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Remembers the first thing that was refused; nothing is done after it.</summary>
    private sealed class Steps
    {
        public Refusal? Refusal { get; private set; }

        public bool Ok => Refusal is null;

        public void Take<T>(Result<T> done) => Refusal ??= done.Refusal;
    }
}
