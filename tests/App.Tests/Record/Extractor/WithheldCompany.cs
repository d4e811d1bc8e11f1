using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Demands.Unseal;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store.Record;

namespace Writ.App.Tests.Record.Extractor;

/// <summary>
/// A company over two months under a schedule: bursts, carry-over, an adjustment, a restatement and an unsealing. Two of them do the same with every open demand, and differ in how many are withheld beside.
/// </summary>
internal sealed class WithheldCompany : IAsyncDisposable
{
    /// <summary>Four places for open demands, six for withheld ones; eight in each lane of an epoch.</summary>
    private static readonly Schedule Weekly = new(new DateTimeOffset(2026, 6, 8, 13, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(7), 16, 12, TimeSpan.FromHours(84), 24);

    private readonly Dictionary<string, string> ids = [];
    private readonly List<(string Name, ApiClient Requester, FiledDemand Filed)> requesters = [];

    /// <summary>Withheld beside, to be answered with the next that are.</summary>
    private readonly List<string> unnamed = [];

    /// <summary>Own copies and consents of whoever wants to know, by the numbers of their leaves.</summary>
    private readonly List<long> own = [];

    private readonly int beside;

    private WithheldCompany(WritServer server, int beside) => (Server, this.beside) = (server, beside);

    public WritServer Server { get; }

    /// <param name="beside">How many are withheld in each burst beside those that are always there.</param>
    public static async Task<WithheldCompany> Run(int beside)
    {
        var company = new WithheldCompany(await WritServer.Start(FolderKind.Company, time: new ManualTime(Weekly.From.AddHours(-1))), beside);
        await company.Live();
        return company;
    }

    /// <summary>What the requesters hold and see: their promise, their leaf's opening, and with which batch it went.</summary>
    public async Task<IReadOnlyList<string>> Receipts()
    {
        var all = new List<string>();
        foreach (var (name, requester, filed) in requesters)
        {
            var receipt = (await requester.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Value;
            using var key = Server.Folder.PromiseKey();
            var promise = Promises.Verify(receipt.Promise, key.Verifier).Value;
            var seq = long.Parse(await Server.Text($"SELECT register_seq FROM demand WHERE id = '{filed.Id}'"), System.Globalization.CultureInfo.InvariantCulture);
            var due = await Server.Text($"SELECT due FROM record_slot WHERE waiting = {-seq}");
            all.Add($"{name}: came {filed.ReceivedAt:O}, promised before {promise.Before:O}, went {due}, {OutsideView.Masked(receipt.Opening.GetRawText())}, a proof: {receipt.Proof is not null}");
            all.Add($"{name}: {OutsideView.Masked((await requester.Get<System.Text.Json.JsonElement>($"api/v1/demands/{filed.Id}")).Value.GetRawText())}");
        }

        return all;
    }

    public string Document(string period, int version) => System.IO.File.ReadAllText(Path.Combine(Server.Folder.Published, "reports", period, $"v{version}.json"));

    /// <summary>With which epoch each own copy or consent came into the log: their people see when it is there.</summary>
    public async Task<IReadOnlyList<string>> Own()
    {
        var all = new List<string>();
        foreach (var seq in own) all.Add(await Server.Text($"SELECT due FROM record_slot WHERE waiting = {-seq}"));
        return all;
    }

    /// <summary>A further week in which all wait in one queue, as they did before there were lanes: the withheld ones came first.</summary>
    public async Task OneQueue()
    {
        for (var i = 0; i < beside; i++) await File(null, Server.OtherOfficer, gag: true);
        await File("open, last", Server.Officer, gag: false);
        await Server.Sql("UPDATE record_waiting SET lane = 'Open'");
        await Until(Weekly.From.AddDays(63));
    }

    /// <summary>A further week likewise, of authorisations.</summary>
    public async Task OneEpochQueue()
    {
        await Approve(unnamed);
        await Ask();
        await Server.Sql("UPDATE record_waiting SET lane = 'Open' WHERE kind = 'Authorisation'");
        await Until(Weekly.From.AddDays(77));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task Live()
    {
        await Server.Schedule(Weekly);
        await Settle();
        Server.Time.Now = Weekly.From.AddMinutes(1);

        // A burst: more open ones than a batch holds. What is withheld moves nothing in public.
        for (var i = 0; i < 6; i++) await File($"open {i}", Server.Officer, gag: false);
        var before = Files();
        await File("gagged", Server.Officer, gag: true);
        await File("gagged, other agency", Server.OtherOfficer, gag: true);
        for (var i = 0; i < beside; i++) await File(null, Server.OtherOfficer, gag: true);
        Assert.Equal(before, Files());
        await Until(Weekly.From.AddDays(7));

        await File("open, second week", Server.OtherOfficer, gag: false);
        await Letter("letter");
        for (var i = 0; i < beside; i++) await Letter(null);
        await Answer([.. ids.Values]);
        await Until(Weekly.From.AddDays(14));
        await Until(Weekly.From.AddDays(21));

        // July begins before the batch that closes June is out.
        await Until(new DateTimeOffset(2026, 7, 2, 9, 0, 0, TimeSpan.Zero));
        await File("open, July", Server.Officer, gag: false);
        await File("gagged, July", Server.Officer, gag: true);
        for (var i = 0; i < beside; i++) await File(null, Server.OtherOfficer, gag: true);
        await Until(Weekly.From.AddDays(28));
        await Report("2026-06");
        await Answer([ids["open, July"]]);

        await Adjust(ids["open 1"]);
        await Report("2026-06");
        _ = (await Server.Approver.Post<UnsealedView>("api/v1/unsealings", new UnsealRequest([ids["gagged"]]))).Value;
        foreach (var week in (int[])[42, 49, 56]) await Until(Weekly.From.AddDays(week));
        await Report("2026-07");
        await Settle();
    }

    private async Task File(string? name, ApiClient requester, bool gag)
    {
        var filed = (await requester.Post<FiledDemand>("api/v1/demands", Server.Demand() with { Gag = gag }, WritServer.Key())).Value;
        if (name is null) unnamed.Add(filed.Id);
        if (name is null) return;
        ids[name] = filed.Id;
        requesters.Add((name, requester, filed));
    }

    private async Task Letter(string? name)
    {
        var filed = (await Server.OtherOfficer.Post<FiledDemand>(
            "api/v1/demands", Server.Demand("us/national-security-letter") with { Authority = new("Sample Bureau", "agency") }, WritServer.Key())).Value;
        if (name is not null) requesters.Add((name, Server.OtherOfficer, filed));
    }

    /// <summary>Decided, approved and, with the next epoch, released, and with them those that are withheld beside; and own copies are asked for, more than an epoch holds.</summary>
    private async Task Answer(IReadOnlyList<string> named)
    {
        List<string> demands = [.. named, .. unnamed];
        unnamed.Clear();
        await Approve(demands);
        await Ask();
        var next = Weekly.From;
        while (next <= Server.Time.Now) next += Weekly.EpochEvery;
        await Until(next);
        foreach (var id in demands) while (await Server.Count("demand", $"id = '{id}' AND state IN ('Released', 'Closed', 'Refused')") == 0) await Task.Delay(20);
    }

    /// <summary>Thirteen, for which an epoch of one queue would have had room beside what is authorised in the one company, and not in the other.</summary>
    private async Task Ask()
    {
        for (var i = 0; i < 13; i++)
            own.Add((await Server.Store.Act<long>(async work => (await Outbox.AppendLeaf(work, LeafKind.Authorisation, AuthorisationDummy.Draw().Leaf(), Server.Time.Now, LeafLane.Own)).Seq)).Value);
    }

    private async Task Approve(IReadOnlyList<string> demands)
    {
        foreach (var id in demands)
        {
            if (await Server.Count("demand", $"id = '{id}' AND gag") == 1)
                _ = (await Server.Reviewer.Post<CaseNoticesView>($"api/v1/review/{id}/bars/none", new NoBarRequest("No order came with it."))).Value;
            var found = (await Server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
            _ = (await Server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
            _ = (await Server.Approver.Approve(id)).Value;
        }
    }

    private async Task Adjust(string id)
    {
        _ = (await Server.Reviewer.Post<AdjustmentView>("api/v1/adjustments", new AdjustRequest(id, "withheld", "A bar had been overlooked."))).Value;
        _ = (await Server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{id}/agreement", new { })).Value;
        await Until(Weekly.From.AddDays(35));
        while (await Server.Count("class_adjustment", "state = 'Recorded'") == 0) await Task.Delay(20);
        await Settle();
    }

    private async Task Report(string period)
    {
        await Settle();
        var report = (await Server.Approver.Post<PublishedView>($"api/v1/reports/{period}")).Value;
        while (!(await Server.Http.GetStringAsync("reports/index.json")).Contains(report.Path, StringComparison.Ordinal)) await Task.Delay(20);
    }

    /// <summary>Moves time on, and waits until all that are due by then are under the published checkpoint: so facts have the same times in both.</summary>
    private async Task Until(DateTimeOffset now)
    {
        Server.Time.Now = now;
        var due = ((now - Weekly.From).Ticks / Weekly.BatchEvery.Ticks) + ((now - Weekly.From).Ticks / Weekly.EpochEvery.Ticks);
        while (await Server.Count("record_batch") < due) await Task.Delay(20);
        await Settle();
    }

    /// <summary>Until readers see every entry.</summary>
    private async Task Settle()
    {
        using var key = Server.Folder.LogKey();
        while (true)
        {
            var entries = await Server.Count("record_entry", "seq > 0");
            if (new LogFolder(Server.Folder.Ledger).ReadCheckpoint() is { } note && Checkpoint.Open(note, [key.Verifier]).Value.Size == entries) return;
            await Task.Delay(20);
        }
    }

    private IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFiles(Server.Folder.Ledger, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(file)))}")];
}
