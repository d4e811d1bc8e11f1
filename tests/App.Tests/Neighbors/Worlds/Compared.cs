namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>Two worlds, line by line; the order of lines is chance.</summary>
internal static class Compared
{
    /// <summary>Says each line that differs from where it does.</summary>
    public static void Same(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var differ = Differ(one, other);
        var said = differ.Select(line => differ.Where(l => l[0] != line[0]).Select(l => line.Zip(l).Skip(2).TakeWhile(p => p.First == p.Second).Count()).DefaultIfEmpty(0).Max() is var at
            ? $"{line[..Math.Min(60, line.Length)]} … {line.Substring(Math.Clamp(at - 40, 0, line.Length), Math.Min(160, line.Length - Math.Clamp(at - 40, 0, line.Length)))}" : line);
        Assert.True(differ.Count == 0, string.Join('\n', said));
    }

    /// <summary>Lines that only one of them has, or has more often.</summary>
    public static List<string> Differ(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        static IEnumerable<string> Numbered(IReadOnlyList<string> lines) => lines.GroupBy(l => l, StringComparer.Ordinal).SelectMany(g => g.Select((line, i) => $"{line} ({i})"));
        var (a, b) = (Numbered(one).ToHashSet(StringComparer.Ordinal), Numbered(other).ToHashSet(StringComparer.Ordinal));
        return [.. a.Except(b).Select(l => $"- {l}"), .. b.Except(a).Select(l => $"+ {l}")];
    }
}
