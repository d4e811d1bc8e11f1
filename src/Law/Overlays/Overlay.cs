using Writ.Base;
using Writ.Law.Files;
using Writ.Law.Packs;

namespace Writ.Law.Overlays;

/// <summary>
/// The operator's policy, on top of the law: a folder of YAML files whose lines may only take reach away. A line that
/// says <c>within</c> where the law says <c>outside</c> on any of its days is a finding, never a grant.
/// </summary>
internal sealed record Overlay(IReadOnlyList<StricterRule> Rules, IReadOnlyList<Ground> Grounds, IReadOnlyList<PackDigest> Digests)
{
    private const int MaxFiles = 50;

    public static Overlay Read(string folder, LawBook law, Findings findings)
    {
        List<StricterRule> rules = [];
        List<Ground> grounds = [];
        List<PackDigest> digests = [];
        foreach (var file in Files(folder, findings))
        {
            if (YamlTree.Read(file, findings) is not { } root) continue;
            var fields = new Fields(file, root, findings);
            var name = fields.Text("overlay");
            if (name != file.Stem) fields.Wrong(fields.LineOf("overlay"), $"overlay must be the file's name, {file.Stem}");
            fields.Text("reason");
            digests.Add(new PackDigest($"overlay/{file.Stem}", fields.Text("version"), LawFiles.Digest([file])));
            foreach (var (ground, line) in fields.Has("grounds") ? GroundList.Read(fields) : [])
            {
                if (law.FindGround(ground.Code) is not null || grounds.Exists(other => other.Code == ground.Code))
                    fields.Wrong(line, $"ground {Findings.Quote(ground.Code)} exists already");
                else grounds.Add(ground);
            }

            rules.AddRange(fields.Maps("stricter").Select(entry => Rule(name, entry, law, grounds, findings)).OfType<StricterRule>());
            fields.Done();
        }

        return new Overlay(rules, grounds, digests);
    }

    private static StricterRule? Rule(string overlay, Fields line, LawBook law, List<Ground> grounds, Findings findings)
    {
        var id = line.Text("instrument");
        var instrument = law.Instruments.FirstOrDefault(other => other.Id == id);
        if (instrument is null) line.Wrong(line.LineOf("instrument"), $"instrument {Findings.Quote(id)} is not loaded");
        var name = line.Text("category");
        var category = law.Categories.FirstOrDefault(rule => rule.Category.Text == name);
        if (category is null) line.Wrong(line.LineOf("category"), $"category {Findings.Quote(name)} is not declared");
        var from = line.Date("from");
        var to = line.OptionalDate("to");
        if (to < from) line.Wrong(line.LineOf("to"), "to is before from");
        var within = line.OneOf("says", Vocabulary.Says) == "within";
        var ground = within ? null : GroundNamed(line, law, grounds);
        line.Done();
        if (instrument is null || category is null) return null;
        if (within)
        {
            if (FirstDayOutside(law, instrument, category.Category, from, to) is { } day)
            {
                var message = $"says within, but on {day:yyyy-MM-dd} the law puts {category.Category} outside the reach of {id}";
                findings.Add(line.File.Name, line.Line, message, LawFinding.OverlayWidens);
            }

            return null;
        }

        return ground is null ? null : new StricterRule(overlay, id, category.Category, from, to, ground);
    }

    /// <summary>Reach changes only where a rule begins or has just ended: those days, and the first, stand for all.</summary>
    private static DateOnly? FirstDayOutside(LawBook law, Instrument instrument, DataCategory category, DateOnly from, DateOnly? to)
    {
        var turns = instrument.Rules.Where(rule => rule.Category == category)
            .SelectMany(rule => rule.To is { } end && end < DateOnly.MaxValue ? [rule.From, end.AddDays(1)] : new[] { rule.From });
        var days = turns.Where(day => day > from && (to is not { } last || day <= last)).Append(from).Order();
        foreach (var day in days)
        {
            if (law.ReachOf(instrument.Id, category, day) is not Reach.Within) return day;
        }

        return null;
    }

    private static Ground? GroundNamed(Fields line, LawBook law, List<Ground> own)
    {
        var code = line.Text("ground");
        var ground = own.Find(other => other.Code == code) ?? law.FindGround(code);
        if (ground is null) line.Wrong(line.LineOf("ground"), $"ground {Findings.Quote(code)} does not exist");
        return ground;
    }

    private static IReadOnlyList<LawFile> Files(string folder, Findings findings)
    {
        if (!Directory.Exists(folder)) return None("the overlay's folder does not exist");
        // A policy that is passed over in silence would be a policy that fails open: whatever is not read is a finding.
        var entries = new DirectoryInfo(folder).GetFileSystemInfos()
            .Where(entry => entry.Extension != ".md")
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();
        foreach (var entry in entries.Where(entry => entry is DirectoryInfo || entry.Extension != ".yaml"))
            findings.Add(entry.Name, 0, "only .yaml and .md files may stand in an overlay's folder");
        var files = entries.OfType<FileInfo>().Where(entry => entry.Extension == ".yaml").ToList();
        if (files.Count == 0) return None("the overlay's folder holds no .yaml file");
        if (files.Count > MaxFiles) return None($"the overlay's folder holds more than {MaxFiles} files");
        return [.. files.Select(file => new LawFile(file.Name, Bounded(file.FullName)))];

        IReadOnlyList<LawFile> None(string message)
        {
            findings.Add("overlay", 0, message, LawFinding.OverlayMissing);
            return [];
        }
    }

    /// <summary>At most one byte more than the limit, which is enough to be refused.</summary>
    private static byte[] Bounded(string path)
    {
        using var stream = File.OpenRead(path);
        var buffer = new byte[LawFile.MaxBytes + 1];
        return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
    }
}
