using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Writ.Agencies;
using Writ.Agencies.Officers;
using Writ.Agencies.Partnerships;
using Writ.Agencies.Partnerships.Register;
using Writ.App.Data;
using Writ.App.Edge;
using Writ.App.Mail;
using Writ.App.Record;
using Writ.App.Record.Witnesses;
using Writ.App.Replay;
using Writ.App.SignIn;
using Writ.App.SignIn.Invite;
using Writ.App.SignIn.Pages;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands;
using Writ.Demands.Promised;
using Writ.Demands.Report;
using Writ.Gate;
using Writ.Gate.Grants;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Mine;
using Writ.Gate.Release;
using Writ.Gate.Subject;
using Writ.Kit;
using Writ.Law;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Mirror;
using Writ.Neighbors;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Oversight.Equity;
using Writ.Sources;
using Writ.Sources.Accounts.Mine;
using Writ.Sources.Cameras;
using Writ.Store;
using Writ.Store.Record;
using Writ.Vault;

namespace Writ.App.Serve;

/// <param name="Port">0 lets the system choose.</param>
/// <param name="Time">The one clock of the process; a replay gives its own.</param>
/// <param name="Probe">Where a test breaks the sequencer.</param>
/// <param name="Plan">How reports are made.</param>
/// <param name="Address">Where strangers find the site; null: http://localhost:PORT.</param>
/// <param name="Overlay">Folder with the operator's own stricter rules of law.</param>
/// <param name="Ears">Hears of releases, in a replay.</param>
/// <param name="Notices">How people are told.</param>
/// <param name="Mail">How mail leaves.</param>
/// <param name="Cameras">How much homes may keep here.</param>
/// <param name="Vault">Where the vault runs alone; null: in this process, on the data folder.</param>
/// <param name="Partners">Numbers and lists of partnerships.</param>
/// <param name="Neighbors">Folder of maps and limits for requests to homes; null: none, or the sample town's.</param>
/// <param name="Witnesses">Who has to cosign before readers see a checkpoint; null: nobody.</param>
internal sealed record ServerOptions(
    int Port, TimeProvider Time, ReportPlan Plan, Action<SequencerStep>? Probe = null, ReplayEars? Ears = null, string? Address = null,
    string? Overlay = null, NoticeSettings? Notices = null, MailOptions? Mail = null, CameraOptions? Cameras = null, WitnessSettings? Witnesses = null,
    VaultPlace? Vault = null, PartnershipSettings? Partners = null, string? Neighbors = null);

/// <summary>One process that does it all on one data folder: wires the rooms together and opens the door.</summary>
internal static class WritHost
{
    /// <summary>Largest request body: an instrument of 8 MiB in base64, and what goes around it.</summary>
    private const long MostBytes = 12 * 1024 * 1024;

    public static async Task<Result<WebApplication>> Build(DataFolder folder, ServerOptions options)
    {

        // No settings files are read, so none is watched; watching would take in the data folder, file by file, where it lies below the working folder.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // It warns that keys lie unencrypted in a file: so do all in that folder, and docs/operate says so.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes + 4096;
            kestrel.ListenLocalhostOnly(options.Port);
        });
        var rooms = AddRooms(builder.Services, folder, options);
        if (!rooms.Ok) return rooms.Refusal;
        AddEdge(builder.Services);
        var app = builder.Build();
        Map(app, folder.Company);

        // Held by the container from here on, which lets go of it however this ends.
        _ = app.Services.GetRequiredService<IVault>();
        if ((await OpenRecord(app.Services, folder, options.Time)).TryGet(out _, out var refusal))
        {
            await app.Services.StartSignIn(folder);
            return app;
        }

        await app.DisposeAsync();
        return refusal;
    }

    private static Result<bool> AddRooms(IServiceCollection services, DataFolder folder, ServerOptions options)
    {
        var kind = folder.Company.Kind;
        if (!LawBook.Load(options.Overlay, kind == FolderKind.Replay).TryGet(out var law, out var refusal)) return refusal;
        var (logKey, promises) = (folder.LogKey(), folder.PromiseKey());
        if (!VaultArguments.Open(folder, options.Vault, logKey.Verifier, options.Witnesses?.Policy ?? WitnessPolicy.None, options.Time, OptionsOf(kind)).TryGet(out var vault, out refusal)) return refusal;
        var company = folder.Company;
        var sample = kind == FolderKind.Sample;
        var zone = options.Notices?.Zone ?? TimeZoneInfo.Utc;
        var neighbors = new NeighborsOptions(folder.Published, options.Neighbors, sample, zone, folder.MadeSecret("pressure"));
        var files = NeighborsRoom.FilesOf(neighbors);
        if (!GrantLimits.Read(files).TryGet(out var grants, out refusal) || !OfficerLimits.Read(files).TryGet(out var officers, out refusal)) return refusal;
        services
            .AddSingleton(folder)
            .AddSingleton(options.Time)
            .AddSingleton(options.Plan)
            .AddSingleton(law)
            .AddSingleton(logKey)
            .AddSingleton(logKey.Verifier)
            .AddSingleton(new LogFolder(folder.Ledger))
            .AddSingleton<IVault>(_ => vault)
            .AddSingleton<IVaultMemory, VaultMemory>()
            .AddSingleton(provider => new VaultFollower(
                provider.GetRequiredService<VaultClient>(), provider.GetRequiredService<RecordEvidence>(), provider.GetRequiredService<LogFolder>(), provider.GetRequiredService<IStore>(),
                options.Time, provider.GetRequiredService<ILogger<VaultFollower>>(), attach: options.Vault is not null))
            .AddHostedService(provider => provider.GetRequiredService<VaultFollower>())
            .AddSingleton(provider => new Sequencer(
                provider.GetRequiredService<LogLedger>(), provider.GetRequiredService<LogFolder>(), logKey, options.Probe, witnessed: options.Witnesses is not null))
            .AddSingleton(provider => new BatchClerk(
                provider.GetRequiredService<IStore>(), options.Time, provider.GetRequiredService<OpeningKeys>(), provider.GetRequiredService<SealedRegister>()))
            .AddSingleton<Shelf>()
            .AddSingleton<RecordWorker>()
            .AddHostedService(provider => provider.GetRequiredService<RecordWorker>())
            .AddHostedService<JobWorker>()
            .AddSingleton(new OpeningKeys(folder.SealKeys))
            .AddStore(folder.Database, folder.Blobs)
            .AddAgencies(new AgencyOptions(kind == FolderKind.Company ? TimeSpan.FromDays(2) : TimeSpan.Zero, kind == FolderKind.Replay, officers))
            .AddPartnerships((options.Partners ?? new PartnershipSettings()).For(folder), _ => new RegisterSigner(company.Origin, promises.SignNote))
            .AddSources(folder.Secret("identifiers"), folder.MadeSecret("people"))
            .AddGate(new GateOptions(company.Name, TimeSpan.FromDays(7), TimeSpan.FromDays(30), NoticesOf(folder, options)), new NoticeKey(folder.MadeSecret("people")))
            .AddGrants(new GrantOptions(sample, grants))
            .AddMyNotices()
            .AddSubject()
            .AddMyData(new WriteTo(company.Name, options.Notices?.Letterhead ?? []))
            .AddCameras((options.Cameras ?? new CameraOptions()) with { Company = company.Name, Letterhead = options.Notices?.Letterhead ?? [], Site = SiteOf })
            .AddMail(folder, options.Mail ?? new MailOptions())
            .AddSingleton(new DemandKeys(new BlobKey(folder.Secret("blobs")), promises))
            .AddOpenPromises(promises.Verifier)
            .AddDemands(new DemandOptions(company.Name, company.Origin, folder.Published, ["retail"], sample, TimeSpan.FromHours(24)))
            .AddSignIn(folder, options.Address)
            .AddMirror(mirror =>
            {
                mirror.LedgerFolder = folder.Ledger;
                mirror.PublishedFolder = folder.Published;
                mirror.Publisher = company.Name;
                mirror.Doors = true;
                mirror.Sample = kind != FolderKind.Company;
                mirror.Address = options.Address ?? $"http://localhost:{options.Port}";
            });
        if (services.AddNeighbors(neighbors).Refusal is { } unusable) return unusable;
        services.AddSingleton<IDemandsThatFollowed, DemandsThatFollowed>();
        var feed = new FeedOptions(company.Name, options.Notices?.Letterhead ?? [], provider => provider.GetRequiredService<PublicAddress>().Origin);
        services.AddSingleton<IResidentMail, ResidentMail>();
        if (services.AddFeed(neighbors, feed, new FeedKey(folder.MadeSecret("people"))).Refusal is { } unread) return unread;
        if (options.Witnesses is { } witnesses)
        {
            services.AddSingleton(witnesses).AddSingleton<Cosigning>().AddSingleton<IFreshCheckpoints>(provider => provider.GetRequiredService<Cosigning>());
        }

        if (options.Ears is { } ears) services.AddSingleton(ears).AddSingleton<IReleaseWatcher>(ears);
        return true;
    }

    // What is made up or long past has nobody who would use the time.
    private static VaultOptions OptionsOf(FolderKind kind) => kind == FolderKind.Company ? VaultOptions.Usual : VaultOptions.Trial;

    private static NoticeOptions NoticesOf(DataFolder folder, ServerOptions options)
    {
        var settings = options.Notices ?? new NoticeSettings();
        return new NoticeOptions(
            folder.Company.Name, settings.Letterhead ?? [], settings.TimeFor(folder.Company.Kind), settings.Zone ?? TimeZoneInfo.Utc,
            SiteOf, Tells: folder.Company.Kind != FolderKind.Replay);
    }

    private static string SiteOf(IServiceProvider services) => new Uri(services.GetRequiredService<PublicAddress>().Origin).Authority;

    private static void AddEdge(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped(provider =>
            (Caller)provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.Items[BearerSignIn.CallerKey]!);
        services.AddAuthentication(BearerSignIn.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerSignIn>(BearerSignIn.SchemeName, null);

        // Default deny: what states no policy is closed.
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());

        // A scope alone is the API's and wants a token; the same scope on a page wants a session. Neither opens the other's doors.
        foreach (var scope in Scopes.All)
        {
            authorization.AddPolicy(
                scope, policy => policy.AddAuthenticationSchemes(BearerSignIn.SchemeName).RequireAuthenticatedUser().RequireClaim("scope", scope));
        }

        authorization.AddPagePolicies();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
        });

        // Otherwise a request that cannot be read gets a bare status, except while developing.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddHealthChecks().AddCheck<Ready>("ready");
    }

    private static void Map(WebApplication app, CompanyFile company)
    {
        app.UseProxy();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Unrouted.Broken,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseRouting();
        app.Use(Unrouted.Answer);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup("/api/v1").AddEndpointFilter<AnswerFilter>();
        api.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        api.MapAgencies();
        api.MapDemands();
        InviteApi.Map(api);
        api.MapHub(Attempts.Policy, NeighborsRoom.MapAnswersOfHub);
        var pages = app.MapPages();
        pages.MapKitScripts().AllowAnonymous();
        pages.MapSignIn(company.Kind);
        pages.MapAgencyPages();
        pages.MapPartnershipPages(SiteOf(company), Attempts.Policy);
        pages.MapDemandPages();
        pages.MapGateDesk();
        pages.MapNeighborPages(SiteOf(company), Attempts.Policy);
        pages.MapGrants();
        pages.MapFeedPages(Attempts.Policy);
        app.MapFeedMails(Attempts.Policy);
        pages.MapGatePages(SiteOf(company), Attempts.Policy);
        pages.MapMyNotices();
        pages.MapMyData();
        pages.MapSubject();
        pages.MapMyCameras(Attempts.Policy);
        if (company.Kind == FolderKind.Sample) app.MapKit(new Site("Sample company", true, [], "Made up."));
        app.MapMirror();
    }

    private static Site SiteOf(CompanyFile company) => new(
        company.Name, company.Kind != FolderKind.Company, [new NavItem("Reports", "/reports"), new NavItem("Record", "/record"), new NavItem("Check a letter", "/check")],
        "This page asks nothing of you but the reference.");

    /// <summary>The first facts of a new log, and the sequencer's start.</summary>
    private static async Task<Result<bool>> OpenRecord(IServiceProvider services, DataFolder folder, TimeProvider time)
    {
        var store = services.GetRequiredService<IStore>();
        var law = services.GetRequiredService<LawBook>();
        var promises = services.GetRequiredService<DemandKeys>().Promises.Verifier.ToString();
        var opened = await store.Act<bool>(async work =>
        {
            var now = time.GetUtcNow();
            await Outbox.AppendOnce(work, "log-opened", () => Facts.LogOpened(folder.Company.Origin, promises, now));

            // The law that decides from now on: at the first start, and whenever a pack or overlay changed since.
            foreach (var pack in law.Packs)
                await Outbox.AppendOnce(work, $"law/{pack.Pack}/{pack.Sha256}", () => Facts.LawAdopted(pack.Pack, pack.Sha256, now));

            // Who has a role from before the vault asked for it, or by way of the command line.
            await StaffApprovers.EnrolAll(work, now);
            return true;
        });
        if (!opened.Ok) return opened;
        if (folder.Company.Kind != FolderKind.Replay && NeighborsRoom.PublishLimits(services).Refusal is { } full) return full;
        await services.GetRequiredService<GrantDesk>().Sweep();
        var old = await services.GetRequiredService<OldOpenings>().Seal();
        if (!old.Ok) return old.Refusal;
        var sequencer = services.GetRequiredService<Sequencer>();
        var started = await sequencer.Start();
        services.GetRequiredService<LogFolder>().WritePolicy(services.GetService<Cosigning>()?.Policy);
        if (!started.Ok || services.GetService<Cosigning>() is not { } cosigning) return started;

        // Before anything is signed: what the witnesses know tells a restored backup from the log that went on without it.
        return await cosigning.Compare(sequencer.Size) is { } refusal ? refusal : true;
    }

    private static void ListenLocalhostOnly(this Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, int port) => kestrel.Listen(System.Net.IPAddress.Loopback, port);
}
