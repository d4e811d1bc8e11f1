using Writ.Law.Files;
using Writ.Law.Overlays;

namespace Writ.Law.Packs;

/// <summary>Puts the packs together, each on those it uses, and the operator's overlay on top.</summary>
internal sealed class Library
{
    /// <summary>Grounds that the evaluator itself needs; the pack <c>common</c> declares them.</summary>
    public const string UnknownInstrument = "unknown-instrument", UnknownCategory = "unknown-category", NoRuleForDate = "no-rule-for-date";

    private readonly Findings findings;

    private readonly List<Instrument> instruments = [];

    private readonly List<CategoryRule> categories = [];

    private readonly Dictionary<string, Ground> grounds = [];

    private readonly Dictionary<string, Pack> packs = [];

    private readonly List<PackDigest> digests = [];

    private Library(Findings findings) => this.findings = findings;

    /// <summary>Null exactly when there is a finding.</summary>
    public static LawBook? Open(IReadOnlyList<LawFile> files, string? overlayFolder, bool historic, Findings findings)
    {
        var library = new Library(findings);
        library.ReadPacks(files, historic);
        foreach (var code in new[] { UnknownInstrument, UnknownCategory, NoRuleForDate })
        {
            if (!library.grounds.ContainsKey(code)) findings.Add("common", 0, $"ground '{code}' is missing, and the evaluator needs it");
        }

        // An overlay cannot be weighed against a law that does not read.
        if (findings.All.Count > 0) return null;
        var law = library.Book([]);
        if (overlayFolder is null) return law;
        var overlay = Overlay.Read(overlayFolder, law, findings);
        if (findings.All.Count > 0) return null;
        foreach (var ground in overlay.Grounds) library.grounds.Add(ground.Code, ground);
        library.digests.AddRange(overlay.Digests);
        return library.Book(overlay.Rules);
    }

    private LawBook Book(IReadOnlyList<StricterRule> stricter) => new(
        [.. instruments.OrderBy(instrument => instrument.Id, StringComparer.Ordinal)],
        [.. categories],
        [.. grounds.Values.OrderBy(ground => ground.Code, StringComparer.Ordinal)],
        stricter,
        [.. digests],
        [.. packs.Values.SelectMany(pack => pack.Bands).OrderBy(band => band.Id, StringComparer.Ordinal)]);

    private void ReadPacks(IReadOnlyList<LawFile> files, bool historic)
    {
        List<(Pack Pack, IReadOnlyList<LawFile> Files)> waiting = [];
        foreach (var file in files.Where(file => file.Name.Split('/').Length != 2))
            findings.Add(file.Name, 0, "a data file stands in its pack's folder, and no deeper");
        foreach (var folder in files.GroupBy(file => file.Folder, StringComparer.Ordinal))
        {
            var own = folder.FirstOrDefault(file => file.Stem == Pack.FileName);
            if (own is null) findings.Add(folder.Key, 0, "has no pack.yaml");
            else if (YamlTree.Read(own, findings) is { } root) waiting.Add((Pack.Read(new Fields(own, root, findings)), [.. folder]));
        }

        waiting.RemoveAll(entry => entry.Pack.ReplayOnly && !historic);
        while (waiting.Count > 0)
        {
            var ready = waiting.FindIndex(entry => entry.Pack.Uses.All(packs.ContainsKey));
            if (ready < 0)
            {
                foreach (var (pack, _) in waiting)
                    findings.Add($"{pack.Name}/pack.yaml", 0, "uses a pack that is not there, or that uses it in turn");
                return;
            }

            ReadPack(waiting[ready].Pack, waiting[ready].Files);
            waiting.RemoveAt(ready);
        }
    }

    private void ReadPack(Pack pack, IReadOnlyList<LawFile> files)
    {
        packs.Add(pack.Name, pack);
        digests.Add(new PackDigest(pack.Name, pack.Version, LawFiles.Digest(files)));
        foreach (var category in pack.Categories)
        {
            if (categories.Exists(other => other.Category == category.Category))
                findings.Add($"{pack.Name}/pack.yaml", 0, $"category {category.Category} is declared twice");
            else categories.Add(category);
        }

        var trees = files.Where(file => file.Stem != Pack.FileName)
            .Select(file => (File: file, Root: YamlTree.Read(file, findings)))
            .Where(read => read.Root is not null)
            .Select(read => new Fields(read.File, read.Root!, findings))
            .ToList();
        foreach (var fields in trees.Where(tree => tree.File.Stem == Pack.GroundsName)) ReadGrounds(fields);
        var seen = Seen(pack);
        foreach (var fields in trees.Where(tree => tree.File.Stem != Pack.GroundsName))
            instruments.Add(new InstrumentFile(pack, grounds, seen, fields).Read());
    }

    private void ReadGrounds(Fields fields)
    {
        foreach (var (ground, line) in GroundList.Read(fields))
        {
            if (!grounds.TryAdd(ground.Code, ground)) fields.Wrong(line, $"ground {Findings.Quote(ground.Code)} is declared twice");
        }

        fields.Done();
    }

    /// <summary>The categories that a pack may name: its own and those of the packs that it uses.</summary>
    private IReadOnlyList<CategoryRule> Seen(Pack pack) =>
        [.. pack.Uses.Select(name => packs[name]).Append(pack).SelectMany(used => used.Categories)];
}
