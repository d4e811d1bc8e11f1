using Writ.Base;

namespace Writ.Demands.Review.Queue;

/// <summary>The views of the queue, a closed set.</summary>
internal enum QueueView
{
    Mine,
    Team,
    Unassigned,
    Due,

    /// <summary>A question to the officer is open.</summary>
    Officer,
    Approver,
    Gate,
    Answered,
}

internal static class QueueViews
{
    public static IReadOnlyList<QueueView> All { get; } = Enum.GetValues<QueueView>();

    public static string Word(this QueueView view) => view switch
    {
        QueueView.Mine => "mine",
        QueueView.Team => "team",
        QueueView.Unassigned => "unassigned",
        QueueView.Due => "due",
        QueueView.Officer => "officer",
        QueueView.Approver => "approver",
        QueueView.Gate => "gate",
        QueueView.Answered => "answered",
    };

    public static string Label(this QueueView view) => view switch
    {
        QueueView.Mine => "Mine",
        QueueView.Team => "The team’s",
        QueueView.Unassigned => "Nobody’s yet",
        QueueView.Due => "Due soon",
        QueueView.Officer => "Waits for officer",
        QueueView.Approver => "Waits for approver",
        QueueView.Gate => "Waits for gate",
        QueueView.Answered => "Answered",
    };

    public static string Empty(this QueueView view) => view switch
    {
        QueueView.Mine => "Nothing is assigned to you. Demands that are nobody’s yet stand in the next view but one.",
        QueueView.Team => "No demand is open. Those that are answered stand in the last view.",
        QueueView.Unassigned => "Every open demand is somebody’s.",
        QueueView.Due => "Nothing is due within three days, and nothing is overdue.",
        QueueView.Officer => "No question to an officer is open.",
        QueueView.Approver => "Nothing waits to be approved.",
        QueueView.Gate => "Nothing is on its way through the gate.",
        QueueView.Answered => "Nothing was answered yet.",
    };
}

/// <summary>What the address of the queue says. Whatever is not understood is left out: an old link still shows something.</summary>
/// <param name="Sort">due, received, reference, agency or state; with a hyphen before it, the other way round.</param>
internal sealed record QueueFilter(QueueView View, string? State, string? Instrument, string? Agency, string? Text, string Sort, int Page)
{
    public const int PerPage = 25;

    public static IReadOnlyList<string> Sorts { get; } = ["due", "received", "reference", "agency", "state"];

    public static QueueFilter Of(Microsoft.AspNetCore.Http.IQueryCollection query)
    {
        string? Line(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } line ? line : null;
        var view = QueueViews.All.Where(v => v.Word() == Line("view")).DefaultIfEmpty(QueueView.Team).First();
        var sort = Line("sort");
        return new QueueFilter(
            view,
            Enum.GetValues<DemandState>().Any(s => s.Word() == Line("state")) ? Line("state") : null,
            Line("instrument"),
            AgencyId.TryParse(Line("agency"), out _) ? Line("agency") : null,
            Line("text"),
            sort is not null && Sorts.Contains(sort.TrimStart('-')) ? sort : view == QueueView.Answered ? "-received" : "due",
            int.TryParse(Line("page"), out var page) ? Math.Clamp(page, 1, 100_000) : 1);
    }

    public string Address => "/desk?" + string.Join('&', new (string Name, string? Value)[]
    {
        ("view", View.Word()), ("state", State), ("instrument", Instrument), ("agency", Agency), ("text", Text), ("sort", Sort), ("page", Page > 1 ? $"{Page}" : null),
    }.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
}
