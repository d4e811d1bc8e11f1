using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Client;
using Writ.App.Data;
using Writ.App.Mail;
using Writ.App.Record;
using Writ.App.Record.Witnesses;
using Writ.App.Serve;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;
using Writ.Sources.Accounts;
using Writ.Sources.Cameras;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Tests.Serving;

/// <summary>
/// A real server on a data folder of its own: real database, real vault, real HTTP on a port of the system's choice. Tests
/// speak to it as people do, through <see cref="ApiClient"/>.
/// </summary>
internal sealed class WritServer : IAsyncDisposable
{
    private ServerOptions options;
    private readonly bool deletes;
    private readonly Dictionary<string, string> tokens = [];
    private readonly Dictionary<string, string> staff = [];
    private HttpClient? http;

    private WritServer(DataFolder folder, ServerOptions options, bool deletes) => (Folder, this.options, this.deletes) = (folder, options, deletes);

    public static DateTimeOffset Noon { get; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public DataFolder Folder { get; }

    public WebApplication App { get; private set; } = null!;

    public HttpClient Http => http!;

    public ManualTime Time => (ManualTime)options.Time;

    public DateOnly Today => DateOnly.FromDateTime(Time.Now.UtcDateTime);

    public IStore Store => App.Services.GetRequiredService<IStore>();

    public IReadOnlyList<SampleCustomer> Customers { get; private set; } = [];

    /// <summary>An officer of a verified agency, with a registered key.</summary>
    public ApiClient Officer => As("officer");

    public PrivateKey OfficerKey { get; private set; } = null!;

    /// <summary>An officer of another verified agency.</summary>
    public ApiClient OtherOfficer => As("other-officer");

    /// <summary>An officer of an agency that is not verified.</summary>
    public ApiClient Newcomer => As("newcomer");

    public ApiClient Reviewer => As("reviewer");

    public ApiClient Approver => As("approver");

    public ApiClient Desk => As("desk");

    public ApiClient Verifier => As("verifier");

    /// <summary>All scopes of staff; may enrol, verify, decide and approve, but not all of one thing.</summary>
    public ApiClient Everything => As("everything");

    /// <param name="root">A folder to make or to open again; null makes one that goes with the server.</param>
    /// <param name="timeToObject">Between a notice and the answer; by default none, and nobody waits for a mail.</param>
    /// <param name="made">False where the folder is there, with nobody in it yet.</param>
    public static async Task<WritServer> Start(
        FolderKind kind = FolderKind.Sample, string? root = null, Action<SequencerStep>? probe = null, ManualTime? time = null, string? address = null, bool? made = null,
        TimeSpan? timeToObject = null, MailOptions? mail = null, TimeZoneInfo? zone = null, CameraOptions? cameras = null, WitnessSettings? witnesses = null,
        PartnershipSettings? partners = null)
    {
        var path = root ?? Directory.CreateTempSubdirectory("writ-test-").FullName;
        made ??= DataFolder.IsMade(path);
        var folder = DataFolder.IsMade(path) ? DataFolder.Open(path) : DataFolder.Make(path, "Sample Company", kind);
        var options = new ServerOptions(
            0, time ?? new ManualTime(Noon), DefaultPlan.Own, probe, Address: address,
            Notices: new NoticeSettings(timeToObject ?? TimeSpan.Zero, zone, ["Legal notices", "1 Harbour Street", "12345 Sample Town"]), Mail: mail, Cameras: cameras,
            Witnesses: witnesses, Partners: partners);
        var server = new WritServer(folder, options, root is null);
        await server.Open();
        if (made is false) await server.People();
        if (made is false && kind == FolderKind.Company) await server.Enter();
        return server;
    }

    /// <summary>Enters the team in the record, and waits until the vault has read it: in a company, keys and people cool off from then on.</summary>
    private async Task Enter()
    {
        foreach (var (name, role) in ((string, string)[])[("reviewer", ApproverRoles.Reviewer), ("approver", ApproverRoles.Approver)])
            _ = (await Store.Act<bool>(async work => await ApproverBook.Enrol(work, staff[name], role, Time.Now))).Value;
        var entries = await this.Count("record_entry", "seq > 0");
        var vault = App.Services.GetRequiredService<VaultClient>();
        while ((await vault.Describe(CancellationToken.None)).Value.Followed < entries) await Task.Delay(20);
    }

    public ApiClient As(string name) => new(http!, tokens[name]);

    /// <summary>Text of a person's bearer token.</summary>
    public string TokenOf(string name) => tokens[name];

    public ApiClient WithToken(string? token) => new(http!, token);

    /// <summary>Stops the server as Ctrl-C does and starts it again on the same folder.</summary>
    /// <param name="between">What is done and changed while it stands still.</param>
    public async Task Restart(Func<ServerOptions, Task<ServerOptions>>? between = null)
    {
        await App.StopAsync();
        await App.DisposeAsync();
        http!.Dispose();
        if (between is not null) options = await between(options);
        await Open();
    }

    public FileDemandRequest Demand(string instrument = "us/search-warrant", params FileItem[] items) => new(
        "Case 1", instrument, new FileAuthority("Sample County Court", instrument == "us/grand-jury-subpoena" ? "grand-jury" : "court"), "retail",
        Today, Today.AddDays(30), Gag: false, items.Length > 0 ? items : [Item(0, "subscriber")],
        new FileInstrument("instrument.pdf", "application/pdf", "%PDF-1.4 sample"u8.ToArray()), Nonce());

    public FileItem Item(int customer, string category, DateOnly? from = null, DateOnly? to = null) =>
        new(new FileIdentifier("email", Customers[customer].Email), category, from, to);

    public static string Nonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static string Key() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async Task<FiledDemand> File(FileDemandRequest? request = null) =>
        (await Officer.Post<FiledDemand>("api/v1/demands", request ?? Demand(), Key())).Value;

    /// <summary>Decides by law and approves; waits until it is released or closed.</summary>
    public async Task<DemandView> Answer(string id)
    {
        var found = (await Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        _ = (await Approver.Approve(id)).Value;
        return await Settled(id);
    }

    /// <summary>Waits until the gate is done with a demand: longer than any slow machine needs, and not for ever.</summary>
    public async Task<DemandView> Settled(string id)
    {
        for (var looks = 0; looks < 9_000; looks++)
        {
            var view = (await Officer.Get<DemandView>($"api/v1/demands/{id}")).Value;
            if (view.State != "approved") return view;
            await Task.Delay(20);
        }

        throw new TimeoutException($"{id} was never released: {await this.Text("SELECT COALESCE(MAX(kind || ' ' || COALESCE(last_code, '')), 'no job') FROM job")}");
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        http?.Dispose();
        OfficerKey?.Dispose();
        if (deletes) await Delete();
    }

    /// <summary>What was being written when it ended may still appear for a moment.</summary>
    private async Task Delete()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(Folder.Root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                await Task.Delay(20);
            }
        }
    }

    private async Task Open()
    {
        App = (await WritHost.Build(Folder, options)).Value;
        await App.StartAsync();

        // Whoever waits to be told to go on waits as long as the server needs; one second is the default.
        http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) }) { BaseAddress = new Uri(App.Urls.First()) };
    }

    private async Task People()
    {
        Customers = (await App.Services.GetRequiredService<SampleRetail>().Seed(Store, App.Services.GetRequiredService<VaultClient>(), Today, 8)).Value;
        await Staff("reviewer", Scopes.ReviewRead, Scopes.ReviewDecide);
        await Staff("approver", Scopes.ReviewRead, Scopes.ReviewApprove, Scopes.ReportsPublish);
        await Staff("desk", Scopes.ReviewRead, Scopes.AgenciesWrite);
        await Staff("verifier", Scopes.ReviewRead, Scopes.AgenciesVerify);
        await Staff("everything", [.. Scopes.OfStaff]);
        OfficerKey = await NewOfficer("officer", verify: true);
        (await NewOfficer("other-officer", verify: true)).Dispose();
        (await NewOfficer("newcomer", verify: false)).Dispose();
    }

    private async Task Staff(string name, params string[] scopes)
    {
        staff[name] = StaffId.New().Text;
        tokens[name] = (await Store.Act<string>(work =>
            Task.FromResult<Result<string>>(AccessTokens.Issue(work, CallerKind.Staff, staff[name], null, scopes, Time.Now, Time.Now.AddYears(1))))).Value;
    }

    private async Task<PrivateKey> NewOfficer(string name, bool verify)
    {
        var agency = (await Desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest($"Agency of {name}", "US", "police"))).Value;
        if (verify) _ = (await Verifier.Post<AgencyView>($"api/v1/agencies/{agency.Id}/verification", new VerifyAgencyRequest("call-back", "Called the number in the printed directory."))).Value;
        var officer = (await Desk.Post<OfficerView>($"api/v1/agencies/{agency.Id}/officers", new EnrolOfficerRequest("Detective"))).Value;
        tokens[name] = (await Desk.Post<TokenView>($"api/v1/officers/{officer.Id}/tokens", new IssueTokenRequest(null, 90))).Value.Token;
        var key = PrivateKey.Generate();
        _ = (await As(name).Post<KeyView>("api/v1/keys", new RegisterKeyRequest(Convert.ToBase64String(key.Public.Spki)))).Value;
        return key;
    }
}
