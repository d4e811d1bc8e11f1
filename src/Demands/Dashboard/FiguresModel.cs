using Writ.Kit;

namespace Writ.Demands.Dashboard;

/// <param name="Ages">Open demands by age; in each row, one count a state.</param>
/// <param name="Waiting">Open demands by whose turn it is.</param>
internal sealed record FiguresModel(
    IReadOnlyList<OpenRow> Ages, IReadOnlyList<(string Turn, int Count)> Waiting, IReadOnlyList<SpanFigures> Spans, Func<string, string> Ground)
{
    public static IReadOnlyList<DemandState> OpenStates { get; } = [DemandState.Received, DemandState.Decided, DemandState.Approved];

    public static IReadOnlyList<string> Turns { get; } = ["reviewer", "officer", "approver", "gate"];

    public int Open => Ages.Sum(a => a.Counts.Sum());

    /// <summary>Median and ninetieth percentile of each span.</summary>
    public BarChart Times() => new()
    {
        Id = "time-to-answer",
        Sentence = Spans.FirstOrDefault(s => s.Answered > 0) is { } first
            ? $"Of the demands answered in the last {first.Days} days, half were answered within {Words(first.Median)}, nine of ten within {Words(first.Ninth)}."
            : "No demand was answered in the last year.",
        Description = string.Join(" ", Spans.Select(s => $"Last {s.Days} days: median {Words(s.Median)}, ninetieth percentile {Words(s.Ninth)}.")),
        Bars = [.. Spans.SelectMany(s => new[]
        {
            new ChartBar($"{s.Days} days, half within", s.Median?.TotalDays, Words(s.Median)),
            new ChartBar($"{s.Days} days, nine of ten within", s.Ninth?.TotalDays, Words(s.Ninth)),
        })],
    };

    public static string Words(TimeSpan? span) => span switch
    {
        null => "none answered",
        { TotalHours: < 1 } => "less than an hour",
        { TotalDays: < 2 } hours => WordsOf.Count((long)hours.TotalHours, "hour"),
        { } days => WordsOf.Count((long)days.TotalDays, "day"),
    };
}

internal sealed record OpenRow(string Age, IReadOnlyList<int> Counts);

/// <summary>What was answered within so many days until now.</summary>
/// <param name="Median">Of the time from receipt to the answer; null: nothing was answered.</param>
/// <param name="Ninth">Nine of ten were answered within this.</param>
/// <param name="Items">Items of the demands answered, by decision.</param>
/// <param name="Grounds">Items refused, by ground.</param>
internal sealed record SpanFigures(
    int Days, int Received, int Answered, int Withdrawn, TimeSpan? Median, TimeSpan? Ninth,
    IReadOnlyDictionary<ItemDecision, int> Items, IReadOnlyDictionary<string, int> Grounds);

/// <summary>How old an open demand is.</summary>
internal sealed record AgeBucket(string Words, TimeSpan From, TimeSpan Until)
{
    public static IReadOnlyList<AgeBucket> All { get; } =
    [
        new("Less than 3 days", TimeSpan.MinValue, TimeSpan.FromDays(3)),
        new("3 to 7 days", TimeSpan.FromDays(3), TimeSpan.FromDays(7)),
        new("7 to 14 days", TimeSpan.FromDays(7), TimeSpan.FromDays(14)),
        new("14 to 30 days", TimeSpan.FromDays(14), TimeSpan.FromDays(30)),
        new("30 days and more", TimeSpan.FromDays(30), TimeSpan.MaxValue),
    ];

    public bool Holds(TimeSpan age) => age >= From && age < Until;
}
