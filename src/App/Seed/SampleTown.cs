using System.Security.Cryptography;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Serve;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Adjust;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Gate.Grants.Sample;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.App.Seed;

/// <summary>A sample town, a sample company's customers, agencies and officers, and a handful of demands at every stage.</summary>
internal sealed class SampleTown(ApiClient api, IReadOnlyList<SamplePerson> staff, DataFolder folder, SeedClock clock)
{
    private static readonly byte[] Instrument = "%PDF-1.4\n% A sample instrument. Nothing in it is read by Writ.\n%%EOF\n"u8.ToArray();

    // The customer whom README's walk asks about, and whose pages a reader can open.
    private const int Played = 6;

    // Another one, who writes in the feed.
    private const int Neighbour = 7;

    private readonly Dictionary<string, ApiClient> people = staff.ToDictionary(p => p.Name, p => api.As(p.Token));

    // By the name of their officer.
    private readonly Dictionary<string, AgencyId> agencies = [];

    private readonly Dictionary<string, OfficerId> officers = [];

    private string lastAnswered = string.Empty;

    public async Task<Result<bool>> Fill(IServiceProvider services)
    {
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var seeded = await services.GetRequiredService<SampleRetail>().Seed(
            services.GetRequiredService<IStore>(), services.GetRequiredService<VaultClient>(), today);
        if (!seeded.TryGet(out var customers, out var refusal)) return refusal;

        var officer = await Officer("officer", "Detective, Sample Town Police Department", "Sample Town Police Department", "police", verify: true);
        if (!officer.TryGet(out var detective, out refusal)) return refusal;
        var prosecutor = await Officer("prosecutor", "Assistant prosecutor, Sample County", "Sample County Prosecutor", "prosecutor", verify: true);
        if (!prosecutor.TryGet(out var assistant, out refusal)) return refusal;
        var newcomer = await Officer("newcomer", "Officer of an agency that is not verified yet", "Sample Village Constable", "police", verify: false);
        if (!newcomer.TryGet(out var unverified, out refusal)) return refusal;
        var partnerships = await new SamplePartnerships(people["desk"], people["verifier"], clock).Make(services, agencies["officer"]);
        if (!partnerships.TryGet(out var partners, out refusal)) return refusal;
        var asks = new SampleAsks(people["desk"]);
        var asked = await asks.Make(services, detective.Token, staff.Single(p => p.Name == "desk").Token);
        if (!asked.TryGet(out var askers, out refusal)) return refusal;
        var given = await SampleGrant.Make(services, customers[Played].Account, asks.First, officers["officer"]);
        if (!given.Ok) return given.Refusal;
        var fed = await SampleNeighbours.Make(services, customers[Played], customers[Neighbour], detective.Token, askers.Single(p => p.Name == "moderator"));
        if (!fed.TryGet(out var neighbours, out refusal)) return refusal;
        SamplePersons.Write(folder.SampleFile, [detective, assistant, unverified, .. staff, Customer(customers[Played]), .. partners, .. askers, .. neighbours]);

        if (await Demands(customers, today) is { } wrong) return wrong;

        // On a slow machine demands are on their way into the record for longer than a report waits for them.
        Result<PublishedView> published;
        var tries = 0;
        do published = await people["approver"].Post<PublishedView>($"api/v1/reports/{Period.HalfYearOf(today)}");
        while (published.Refusal is { Code: "reports-not-sequenced" } && ++tries < 60);
        if (!published.Ok) return published.Refusal;

        // Waits for the sample approver, so that both sides of it can be seen.
        var wrongClass = await people["reviewer"].Post<AdjustmentView>("api/v1/adjustments", new AdjustRequest(lastAnswered, "withheld", "A gag that came with the paper was overlooked when it was filed."));
        return wrongClass.Ok ? true : wrongClass.Refusal;
    }

    private static SamplePerson Customer(SampleCustomer customer) =>
        new("customer", $"Customer whose mail address is {customer.Email}", string.Empty, null, customer.Account.Text);

    private async Task<Result<SamplePerson>> Officer(string name, string title, string agencyName, string kind, bool verify)
    {
        var enrolled = await people["desk"].Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest(agencyName, "US", kind));
        if (!enrolled.TryGet(out var agency, out var refusal)) return refusal;
        agencies[name] = AgencyId.FromTrusted(agency.Id);
        if (verify)
        {
            var verified = await people["verifier"].Post<AgencyView>(
                $"api/v1/agencies/{agency.Id}/verification",
                new VerifyAgencyRequest("call-back", "Called the number in the county's printed directory; the records desk knew the officer."));
            if (!verified.Ok) return verified.Refusal;
        }

        var officer = await people["desk"].Post<OfficerView>($"api/v1/agencies/{agency.Id}/officers", new EnrolOfficerRequest(title));
        if (!officer.TryGet(out var made, out refusal)) return refusal;
        officers[name] = OfficerId.FromTrusted(made.Id);
        var issued = await people["desk"].Post<TokenView>($"api/v1/officers/{made.Id}/tokens", new IssueTokenRequest(null, 90));
        if (!issued.TryGet(out var token, out refusal)) return refusal;
        people[name] = api.As(token.Token);
        using var key = PrivateKey.Generate();
        var registered = await people[name].Post<KeyView>("api/v1/keys", new RegisterKeyRequest(Convert.ToBase64String(key.Public.Spki)));
        if (!registered.Ok) return registered.Refusal;
        Directory.CreateDirectory(Path.Combine(folder.Root, "sample"));
        DeskVerbs.WriteOwnerOnly(Path.Combine(folder.Root, "sample", $"{name}.pem"), key.ExportPem());
        return new SamplePerson(name, title, token.Token, $"sample/{name}.pem");
    }

    private async Task<Refusal?> Demands(IReadOnlyList<SampleCustomer> customers, DateOnly today)
    {
        FileItem Item(int customer, string category, bool dated = false) => new(
            new FileIdentifier("email", customers[customer].Email), category, dated ? today.AddDays(-365) : null, dated ? today : null);
        FileItem[] stranger = [new FileItem(new FileIdentifier("email", "nobody-here@example.org"), "subscriber", null, null)];

        // Asked by whom, with what, for what; and how far it has come.
        (string Who, string Instrument, string Authority, FileItem[] Items, Stage Stage)[] demands =
        [
            ("prosecutor", "us/grand-jury-subpoena", "grand-jury", [Item(Played, "subscriber")], Stage.Approved),
            ("prosecutor", "us/grand-jury-subpoena", "grand-jury", [Item(1, "subscriber"), Item(1, "content", dated: true)], Stage.Approved),
            ("officer", "us/search-warrant", "court", [Item(2, "subscriber"), Item(2, "content", dated: true)], Stage.Approved),
            ("officer", "us/2703d-order", "court", [Item(3, "transaction", dated: true)], Stage.Approved),
            ("officer", "us/grand-jury-subpoena", "grand-jury", stranger, Stage.Approved),
            ("prosecutor", "us/2703d-order", "court", [Item(4, "transaction", dated: true)], Stage.Decided),
            ("officer", "us/search-warrant", "court", [Item(5, "content", dated: true)], Stage.Filed),
        ];
        var number = 0;
        foreach (var (who, instrument, authority, items, stage) in demands)
        {
            var request = new FileDemandRequest(
                $"Sample case {++number}", instrument, new FileAuthority("Sample County Court", authority), "retail", today, today.AddDays(60), false, items,
                new FileInstrument("instrument.pdf", "application/pdf", Instrument), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            var filed = await people[who].Post<FiledDemand>("api/v1/demands", request, $"sample-case-{number}");
            if (!filed.TryGet(out var answer, out var refusal)) return refusal;
            if (await Carry(people[who], answer.Id, stage) is { } wrong) return wrong;
            if (stage == Stage.Approved) lastAnswered = answer.Id;
        }

        return null;
    }

    private async Task<Refusal?> Carry(ApiClient officer, string id, Stage stage)
    {
        if (stage == Stage.Filed) return null;
        var found = await people["reviewer"].Get<CaseView>($"api/v1/review/{id}");
        if (!found.TryGet(out var gotCase, out var refusal)) return refusal;
        var decided = await people["reviewer"].Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(ReviewVerbs.ByLaw(gotCase)));
        if (!decided.TryGet(out var view, out refusal)) return refusal;

        // Whoever is concerned gets a mail, and then has their time to object.
        while ((await people["reviewer"].Get<CaseView>($"api/v1/review/{id}")) is { Ok: true } seen && seen.Value.Notices.Any(n => n.State == "Owed")) await Task.Delay(20);
        if (stage == Stage.Decided) return null;
        clock.Skip(new NoticeSettings().TimeFor(FolderKind.Sample) + TimeSpan.FromSeconds(1));
        var approved = await people["approver"].Post<ReviewedView>($"api/v1/review/{id}/approval", new ApproveRequest(view.Decision!));
        if (!approved.Ok) return approved.Refusal;

        // The release waits for the record, which is a matter of a moment.
        while ((await officer.Get<DemandView>($"api/v1/demands/{id}")) is { Ok: true, Value.State: "approved" }) await Task.Delay(20);
        return null;
    }

    private enum Stage
    {
        Filed,
        Decided,
        Approved,
    }
}
