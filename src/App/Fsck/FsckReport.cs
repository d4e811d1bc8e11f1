using System.Globalization;
using System.Text.Json.Nodes;
using Writ.Store.Check;

namespace Writ.App.Fsck;

/// <param name="Mended">What <c>--repair</c> did about it; null where nothing was done.</param>
internal sealed record FsckFinding(FindingKind Kind, string Place, string Detail, string? Mended);

/// <summary>Collects what was found. Keeps the first of each code and counts the rest, so that a ruined folder does not fill the screen.</summary>
internal sealed class FsckReport
{
    private const int KeptOfEachCode = 20;

    private readonly List<FsckFinding> kept = [];
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private Severity? worst;

    public IReadOnlyList<FsckFinding> Kept => kept;

    /// <summary>What was looked at, in the order in which it was.</summary>
    public List<string> Looked { get; } = [];

    public int ExitCode => worst switch
    {
        null or Severity.Note => 0,
        Severity.Warning => 1,
        Severity.Error => 2,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public void Add(RoomFault fault, string? mended = null) => Add(fault.Code, fault.Place, fault.Detail, mended);

    public void Add(string code, string place, string detail = "", string? mended = null)
    {
        var kind = Catalogue.Of(code);
        counts[code] = counts.GetValueOrDefault(code) + 1;
        if (counts[code] <= KeptOfEachCode) kept.Add(new FsckFinding(kind, place, detail, mended));
        if (mended is null && (worst is null || kind.Severity > worst)) worst = kind.Severity;
    }

    public void Print(TextWriter output)
    {
        foreach (var group in kept.GroupBy(finding => finding.Kind).OrderByDescending(group => group.Key.Severity))
        {
            output.WriteLine($"{Word(group.Key.Severity)}  {group.Key.Code}: {group.Key.Means}");
            foreach (var finding in group)
            {
                output.WriteLine($"  {finding.Place}{(finding.Detail.Length == 0 ? "" : $": {finding.Detail}")}");
                if (finding.Mended is { } mended) output.WriteLine($"    {mended}");
            }

            if (counts[group.Key.Code] > KeptOfEachCode) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {counts[group.Key.Code] - KeptOfEachCode} more"));
            output.WriteLine($"  What to do: {group.Key.Do}");
            output.WriteLine();
        }

        output.WriteLine($"Looked at: {string.Join(", ", Looked)}.");
        output.WriteLine(ExitCode switch
        {
            0 => "Nothing to do.",
            1 => "Something to look at; nothing is lost.",
            _ => "Something is wrong. What each finding means: docs/operate/fsck.md",
        });
    }

    public JsonObject ToJson() => new()
    {
        ["schema"] = "writ.fsck/v1",
        ["exit"] = ExitCode,
        ["looked"] = new JsonArray([.. Looked.Select(part => (JsonNode)part)]),
        ["findings"] = new JsonArray([.. kept.Select(finding => (JsonNode)new JsonObject
        {
            ["code"] = finding.Kind.Code, ["severity"] = Word(finding.Kind.Severity), ["place"] = finding.Place, ["detail"] = finding.Detail,
            ["means"] = finding.Kind.Means, ["do"] = finding.Kind.Do, ["mended"] = finding.Mended,
        })]),
        ["counts"] = new JsonObject(counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))),
    };

    public static string Word(Severity severity) => severity switch
    {
        Severity.Note => "note",
        Severity.Warning => "warning",
        Severity.Error => "error",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
