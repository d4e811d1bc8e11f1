using System.Collections.Concurrent;
using System.Security.Cryptography;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Client;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.File;
using Writ.Demands.Review;
using Writ.Gate.Release;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Replay;

/// <summary>Hears from the gate when a replayed demand's production lies ready.</summary>
internal sealed class ReplayEars : IReleaseWatcher
{
    private readonly ConcurrentDictionary<DemandId, TaskCompletionSource<string?>> waiting = new();

    public Task<string?> WhenReleased(DemandId demand) => Of(demand).Task;

    public Task Released(IWork work, DemandId demand, IReadOnlyDictionary<ItemId, int> found)
    {
        Of(demand).TrySetResult(null);
        return Task.CompletedTask;
    }

    public Task Failed(IWork work, DemandId demand, string code)
    {
        Of(demand).TrySetResult(code);
        return Task.CompletedTask;
    }

    public void Forget(DemandId demand) => waiting.TryRemove(demand, out _);

    private TaskCompletionSource<string?> Of(DemandId demand) =>
        waiting.GetOrAdd(demand, _ => new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Sends every demand of a plan through the server's own door, many in flight, on the past's clock.</summary>
internal sealed class ReplayRun(ApiClient api, IServiceProvider services, VirtualTime time, Plan plan, IReadOnlyList<string> identifiers)
{
    // Far fewer than the days that an authorisation lasts, however sparse the period's demands.
    public const int InFlight = 24;

    private static readonly byte[] Instrument = "%PDF-1.4\n% A replayed demand has no instrument; this stands in its place.\n"u8.ToArray();

    private readonly ReplayEars ears = services.GetRequiredService<ReplayEars>();
    private readonly ConcurrentDictionary<string, ApiClient> officers = new();
    private ApiClient? reviewer;
    private ApiClient? approver;

    public async Task<Refusal?> Run(Action<int> progress, CancellationToken cancel)
    {
        if (await Enrol() is { } refusal) return refusal;
        var first = new DateTimeOffset(plan.Period.First, TimeOnly.MinValue, TimeSpan.Zero);
        var length = new DateTimeOffset(plan.Period.Last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) - first;
        var window = new Queue<Task<Refusal?>>();
        for (var i = 0; i < plan.Demands.Count; i++)
        {
            // A sliding window in order of time: none is left behind while the clock runs on past its authorisation.
            if (window.Count == InFlight && await window.Dequeue() is { } broken) return broken;
            cancel.ThrowIfCancellationRequested();
            time.AdvanceTo(first + (length * (i / (double)plan.Demands.Count)));
            window.Enqueue(Carry(plan.Demands[i], i));
            progress(i + 1);
        }

        foreach (var last in window)
        {
            if (await last is { } broken) return broken;
        }

        // Releases are heard of within their acts; once a later act is committed, so are they, and a report counts them.
        var committed = await services.GetRequiredService<IStore>().Act<bool>(_ => Task.FromResult<Result<bool>>(true), cancel);
        time.AdvanceTo(first + length);
        return committed.Refusal;
    }

    private async Task<Refusal?> Carry(ReplayedDemand demand, int number)
    {
        var filed = await officers[demand.Country].Post<FiledDemand>("api/v1/demands", Request(demand, number), $"replay-{number:00000000}");
        if (!filed.TryGet(out var answer, out var refusal)) return refusal;
        var decided = await reviewer!.Post<ReviewedView>($"api/v1/review/{answer.Id}/decision", new DecideRequest(Decisions(demand.Outcome, answer.Items)));
        if (!decided.TryGet(out var decision, out refusal)) return refusal;
        var id = DemandId.FromTrusted(answer.Id);
        var released = ears.WhenReleased(id);
        var approved = await approver!.Post<ReviewedView>($"api/v1/review/{answer.Id}/approval", new ApproveRequest(decision.Decision!));
        if (!approved.TryGet(out var view, out refusal)) return refusal;
        var failed = view.State == "closed" ? null : await released;
        ears.Forget(id);
        return failed is null ? null : new Refusal(failed, "A replayed demand was not released.");
    }

    private FileDemandRequest Request(ReplayedDemand demand, int number)
    {
        var identifier = new FileIdentifier("customer-number", identifiers[number % identifiers.Count]);
        IReadOnlyList<FileItem> items = demand.Outcome switch
        {
            ReplayedOutcome.Full or ReplayedOutcome.None => [new FileItem(identifier, "subscriber", null, null)],
            ReplayedOutcome.Partial => [new FileItem(identifier, "subscriber", null, null), new FileItem(identifier, "transaction", null, null)],
            ReplayedOutcome.Content => [new FileItem(identifier, "content", null, null)],
        };
        return new FileDemandRequest(
            $"replay-{number}",
            demand.Instrument,
            new FileAuthority("Not published", demand.AuthorityKind),
            "retail",
            plan.Period.First,
            null,
            Gag: false,
            items,
            new FileInstrument("stand-in.pdf", "application/pdf", Instrument),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    private static IReadOnlyList<DecideItem> Decisions(ReplayedOutcome outcome, IReadOnlyList<string> items) => outcome switch
    {
        ReplayedOutcome.Full or ReplayedOutcome.Content => [Produce(items[0])],
        ReplayedOutcome.Partial => [Produce(items[0]), Refuse(items[1])],
        ReplayedOutcome.None => [Refuse(items[0])],
    };

    private static DecideItem Produce(string item) => new(item, "produce", null, null, null, null);

    private static DecideItem Refuse(string item) => new(item, "refuse", "historic-reason-not-published", "The publisher did not say why.", null, null);

    private async Task<Refusal?> Enrol()
    {
        var enroller = StaffId.New().Text;
        var desk = api.As(await Token(CallerKind.Staff, enroller, null, Scopes.OfStaff));
        var verifier = api.As(await Token(CallerKind.Staff, StaffId.New().Text, null, Scopes.OfStaff));
        reviewer = api.As(await Token(CallerKind.Staff, StaffId.New().Text, null, Scopes.OfStaff));
        approver = api.As(await Token(CallerKind.Staff, StaffId.New().Text, null, Scopes.OfStaff));
        foreach (var country in plan.Demands.Select(d => d.Country).Distinct().Order(StringComparer.Ordinal))
        {
            var enrolled = await desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest($"Every agency of {country} (replay)", country, "unspecified"));
            if (!enrolled.TryGet(out var agency, out var refusal)) return refusal;
            var verified = await verifier.Post<AgencyView>($"api/v1/agencies/{agency.Id}/verification", new VerifyAgencyRequest("replay", "A replay stands for all agencies of a country."));
            if (!verified.Ok) return verified.Refusal;
            var officer = await desk.Post<OfficerView>($"api/v1/agencies/{agency.Id}/officers", new EnrolOfficerRequest("Every officer (replay)"));
            if (!officer.TryGet(out var enrolledOfficer, out refusal)) return refusal;
            var client = api.As(await Token(CallerKind.Officer, enrolledOfficer.Id, AgencyId.FromTrusted(agency.Id), Scopes.OfOfficers));
            using var key = PrivateKey.Generate();
            var registered = await client.Post<KeyView>("api/v1/keys", new RegisterKeyRequest(Convert.ToBase64String(key.Public.Spki)));
            if (!registered.Ok) return registered.Refusal;
            officers[country] = client;
        }

        return null;
    }

    // Longer than any token that the API issues, since the clock runs through half a year.
    private async Task<string> Token(CallerKind kind, string subject, AgencyId? agency, IEnumerable<string> scopes)
    {
        var now = time.GetUtcNow();
        var issued = await services.GetRequiredService<IStore>().Act<string>(work => Task.FromResult<Result<string>>(
            AccessTokens.Issue(work, kind, subject, agency, scopes, now, now.AddYears(2))));
        return issued.Value;
    }
}
