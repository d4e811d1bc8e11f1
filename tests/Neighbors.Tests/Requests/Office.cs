using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Agencies.Enrol;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Requests.Outside;
using Writ.Neighbors.Requests.Resolve;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Supervisors;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.People;

namespace Writ.Neighbors.Tests.Requests;

/// <summary>The room on a real database, with people for each role and a clock that stands.</summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("writ-neighbors-");
    private readonly StillTime time = new();
    private ServiceProvider services = null!;

    public static async Task<Office> Open(string? limits = null, Func<IServiceCollection, IServiceCollection>? change = null, bool sample = true)
    {
        var office = new Office();
        await office.Build(limits, change, sample);
        return office;
    }

    public DateTimeOffset Now
    {
        get => time.Now;
        set => time.Now = value;
    }

    public string Published => Path.Combine(folder.FullName, "published");

    public AgencyId Agency { get; private set; }

    public Caller Author { get; private set; } = null!;

    public Caller Supervisor { get; private set; } = null!;

    public Caller Stranger { get; private set; } = null!;

    public Caller Moderator { get; } = Staff();

    public Caller Outsider { get; } = Staff();

    public Caller Desk { get; } = Staff();

    public IStore Store => Get<IStore>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static Caller Staff() => new(CallerKind.Staff, StaffId.New().Text, null, new HashSet<string>());

    /// <summary>A request that every rule lets pass.</summary>
    public TypedRequest Good(string reference = "26-0001") => new(
        reference, "burglary", Time(-3), Time(-4), Time(-2), "", "44.290500, -88.405500", "44.287000, -88.410000\n44.287000, -88.401000\n44.294000, -88.401000\n44.294000, -88.410000",
        "A garage was opened with a tool.", "A grey van with a ladder, and its way.", "Investigations, 555-0117");

    public string Time(double hours) => Writ.Neighbors.Rules.LocalTime.Written(Now.AddHours(hours), TimeZoneInfo.Utc);

    public async Task<Result<RequestId>> Send(TypedRequest typed, Caller? author = null, RequestId? corrects = null, bool sworn = true)
    {
        var begun = await Get<WriteDraft>().Begin(RequestId.New(), corrects?.Text, author ?? Author);
        return begun.TryGet(out var id, out var refusal) ? await Get<SendRequest>().Handle(id.Text, 1, typed, sworn, author ?? Author) : refusal;
    }

    public async Task<RequestId> Approved(TypedRequest? typed = null, RequestId? corrects = null)
    {
        var id = (await Send(typed ?? Good(), corrects: corrects)).Value;
        return (await Get<ApproveRequest>().Approve(id.Text, Supervisor)).Value;
    }

    public async Task<RequestId> PublishedOne(TypedRequest? typed = null, RequestId? corrects = null) =>
        (await Get<PublishRequest>().Handle((await Approved(typed, corrects)).Text, true, Moderator)).Value;

    /// <summary>Where the database lies.</summary>
    public string Folder => folder.FullName;

    /// <summary>Does whatever jobs are due, as the worker does.</summary>
    public async Task Work()
    {
        var handlers = services.GetServices<IJobHandler>().ToDictionary(h => h.Kind);

        // Mails to an agency's admins are another room's, and none of these tests'.
        foreach (var job in (await JobQueue.Due(Store, Now, 100)).Where(j => j.Kind != EnrolOfficer.TellJob))
        {
            Assert.True((await handlers[job.Kind].Run(job.Subject, CancellationToken.None)).Ok);
            Assert.True((await JobQueue.Done(Store, job)).Ok);
        }
    }

    public Task<List<Fact>> Facts() => Store.Look(work => Task.FromResult(work.Rows(
        "SELECT bytes FROM record_entry ORDER BY seq", [], row => Writ.Ledger.Facts.Facts.Parse(row.GetFieldValue<byte[]>(0)).Value)));

    public Task<CommunityRequest> Row(RequestId id) => Store.Look(async work => (await Get<RequestBook>().Find(work, id.Text))!);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task Build(string? limits, Func<IServiceCollection, IServiceCollection>? change, bool sample)
    {
        var maps = default(string);
        if (limits is not null)
        {
            maps = folder.CreateSubdirectory("maps").FullName;
            var town = new Places.MapFilesOfSample();
            foreach (var name in town.Names) File.WriteAllBytes(Path.Combine(maps, name), town.Bytes(name));
            File.WriteAllText(Path.Combine(maps, "limits.json"), limits);
        }

        IServiceCollection collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(time)
            .AddStore(Path.Combine(folder.FullName, "test.db"), folder.CreateSubdirectory("blobs").FullName)
            .AddSingleton(new ScopesOfPerson(_ => new HashSet<string>())).AddSingleton<StaffNames>()
            .AddAgencies(new AgencyOptions(TimeSpan.Zero));
        _ = collection.AddNeighbors(new NeighborsOptions(Published, maps, sample, TimeZoneInfo.Utc, new byte[32])).Value;
        services = (change?.Invoke(collection) ?? collection).BuildServiceProvider();
        Agency = await NewAgency("Sample Police");
        Author = await Officer(Agency);
        Supervisor = await Officer(Agency);
        Stranger = await Officer(await NewAgency("Other Police"));
        Assert.True((await Get<NameSupervisor>().Name(Supervisor.Subject, Desk)).Ok);
    }

    private async Task<AgencyId> NewAgency(string name)
    {
        var id = AgencyId.FromTrusted((await Get<EnrolAgency>().Handle(new EnrolAgencyRequest(name, "US", "police"), Staff(), AgencyId.New())).Value.Id);
        Assert.True((await Get<VerifyAgency>().Handle(id, new VerifyAgencyRequest("call-back", "Called the printed number."), Staff())).Ok);
        return id;
    }

    public async Task<Caller> Officer(AgencyId agency)
    {
        var officer = (await Get<EnrolOfficer>().Handle(agency, new EnrolOfficerRequest("Detective"), Staff())).Value;
        return new Caller(CallerKind.Officer, officer.Id, agency, new HashSet<string>());
    }

    private sealed class StillTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
