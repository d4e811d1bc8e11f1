using System.Globalization;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Orders;

namespace Writ.Hub.Neighbors;

/// <summary>What the owner decided about requests: kept here and nowhere else, so that declining leaves no other trace than looking.</summary>
/// <param name="At">Of the order that brought it; null: none came yet.</param>
/// <param name="Choices">By request: <see cref="RequestChoices.Declined"/> or <see cref="RequestChoices.Hidden"/>.</param>
/// <param name="All">Opted out of all requests.</param>
/// <param name="Agencies">Opted out of these agencies' requests.</param>
/// <param name="Until">When the days of a chosen request are over, where the page said it; null: an older page said none.</param>
internal sealed record Chosen(
    DateTimeOffset? At, IReadOnlyDictionary<string, string> Choices, bool All, IReadOnlyList<string> Agencies, IReadOnlyDictionary<string, DateTimeOffset>? Until = null)
{
    public static Chosen Nothing { get; } = new(null, new Dictionary<string, string>(), false, []);
}

/// <summary>The orders <c>matches</c> and <c>choose</c>.</summary>
internal sealed class RequestChoices(SealedState<Chosen> state, Func<FoundRequests> found, TimeProvider clock)
{
    public const string Declined = "declined";

    public const string Hidden = "hidden";

    private const int MostAgencies = 400;

    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public Task<Result<OrderAnswer>> MatchesAsync(HomeOrder order, Action<int> progress, CancellationToken stop)
    {
        if (order.Content.Count != 0) return Task.FromResult<Result<OrderAnswer>>(OrderRefusals.Form);
        var (chosen, seen, now) = (state.Now, found(), clock.GetUtcNow());
        var open = seen.Requests.Where(r => r.Until > now).ToList();
        var (choices, until) = (new SortedDictionary<string, string>(chosen.Choices.ToDictionary(), StringComparer.Ordinal), new SortedDictionary<string, DateTimeOffset>(StringComparer.Ordinal));
        foreach (var (id, end) in chosen.Until ?? new Dictionary<string, DateTimeOffset>()) until[id] = end;

        // What was chosen of a request holds for its correction: nobody is asked twice.
        foreach (var correction in open)
        {
            if (correction.Corrects is not { } first || !chosen.Choices.TryGetValue(first, out var choice) || !choices.TryAdd(correction.Id, choice)) continue;
            until[correction.Id] = correction.Until;
        }

        return Task.FromResult<Result<OrderAnswer>>(new OrderAnswer(new JsonObject
        {
            ["at"] = seen.At is { } at ? Written(at) : null,
            ["choices"] = new JsonObject([.. choices.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value))]),
            ["optOut"] = new JsonObject { ["agencies"] = new JsonArray([.. chosen.Agencies.Select(a => (JsonNode)a)]), ["all"] = chosen.All },
            ["requests"] = new JsonArray([.. open.Select(r => (JsonNode)r.Id)]),
            ["until"] = new JsonObject([.. until.Select(u => KeyValuePair.Create<string, JsonNode?>(u.Key, Written(u.Value)))]),
        }));
    }

    /// <summary>The whole new state in place of the old. Refusals <c>hub-order-form</c>, <c>hub-order-older</c>.</summary>
    public Task<Result<OrderAnswer>> ChooseAsync(HomeOrder order, Action<int> progress, CancellationToken stop)
    {
        var reader = new OrderReader(order.Content);
        var (choices, optOut) = (reader.Object("choices"), new OrderReader(reader.Object("optOut")));
        var (all, agencies) = (optOut.Flag("all"), optOut.Texts("agencies", MostAgencies));
        var ends = order.Content.ContainsKey("until") ? reader.Object("until").ToDictionary(u => u.Key, u => TimeOf(u.Value)) : [];
        var read = choices.ToDictionary(c => c.Key, c => c.Value is JsonValue value && value.TryGetValue<string>(out var word) ? word : string.Empty);
        if (!reader.Ok || !optOut.Ok || !read.All(c => RequestId.TryParse(c.Key, out _) && c.Value is Declined or Hidden) || !agencies.All(a => AgencyId.TryParse(a, out _))
            || !ends.All(e => e.Value is not null && read.ContainsKey(e.Key)))
            return Task.FromResult<Result<OrderAnswer>>(OrderRefusals.Form);
        var next = new Chosen(order.At, read, all, agencies, ends.ToDictionary(e => e.Key, e => e.Value!.Value));
        return Task.FromResult<Result<OrderAnswer>>(state.Set(next, before => before.At is not { } last || order.At > last) ? new OrderAnswer([]) : OrderRefusals.Older);
    }

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text)
        && DateTimeOffset.TryParseExact(text, Seconds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
