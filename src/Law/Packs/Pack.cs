using Writ.Base;
using Writ.Law.Files;

namespace Writ.Law.Packs;

/// <summary>A pack's own file, <c>pack.yaml</c>: who it is, what it builds on, which categories it declares.</summary>
internal sealed record Pack(
    string Name, string Version, string Jurisdiction, bool ReplayOnly, IReadOnlyList<string> Uses, IReadOnlyList<CategoryRule> Categories,
    IReadOnlyList<BandStructure> Bands)
{
    public const string FileName = "pack";

    public const string GroundsName = "grounds";

    public static Pack Read(Fields fields)
    {
        var name = fields.Text("pack");
        if (name != fields.File.Folder) fields.Wrong(fields.LineOf("pack"), $"pack must be the folder's name, {fields.File.Folder}");
        fields.Text("title");
        fields.Text("declares");
        var pack = new Pack(
            fields.File.Folder,
            fields.Text("version"),
            fields.Text("jurisdiction"),
            fields.Flag("replay-only"),
            [.. fields.Words("uses", optional: true).Select(word => word.Text)],
            [.. fields.Maps("categories", optional: true).Select(Category).OfType<CategoryRule>()],
            [.. fields.Maps("bands", optional: true).Select(band => Band(name, band))]);
        foreach (var twice in pack.Bands.GroupBy(band => band.Id).Where(same => same.Count() > 1))
            fields.Wrong(fields.LineOf("bands"), $"structure {Findings.Quote(twice.Key)} is declared twice");
        fields.Done();
        return pack;
    }

    private static BandStructure Band(string pack, Fields fields)
    {
        var id = fields.Text("structure");
        if (!id.StartsWith(pack + "/", StringComparison.Ordinal) || !Vocabulary.IsCode(id[(pack.Length + 1)..]))
            fields.Wrong(fields.Line, $"{Findings.Quote(id)} is not {pack}/ and a code");
        var proof = Proof.Read(fields);
        var band = new BandStructure(
            id, fields.Text("title"), fields.OptionalNumber("width", BandStructure.MaxWidth) ?? 2, fields.OneOf("counts", Vocabulary.Counts) == "together",
            fields.OptionalNumber("delay-days", BandStructure.MaxDays) ?? 0, fields.OptionalText("note"), proof.Citation, proof.Grade, proof.Verified);
        if (!fields.Has("width") || band.Width < 2) fields.Wrong(fields.Line, "width is the number of numbers in a band, 2 and up");
        fields.Done();
        return band;
    }

    private static CategoryRule? Category(Fields fields)
    {
        var id = fields.Text("category");
        if (!DataCategory.TryParse(id, out var category)) fields.Wrong(fields.Line, $"{Findings.Quote(id)} is not a category's name");
        var proof = Proof.Read(fields);
        var rule = new CategoryRule(
            category, fields.Text("title"), fields.Flag("content"), fields.Text("definition"), proof.Citation, proof.Grade, proof.Verified);
        fields.Done();
        return category.Text is null ? null : rule;
    }
}

/// <summary>Citation, grade and whether it was checked: what stands beside every statement of law.</summary>
internal sealed record Proof(string Citation, string Grade, bool Verified)
{
    public static Proof Read(Fields fields)
    {
        var proof = new Proof(fields.Text("citation"), fields.OneOf("grade", Vocabulary.Grades), fields.Flag("verified"));
        if (proof is { Grade: "K", Verified: true })
            fields.Wrong(fields.LineOf("verified"), "what is known from memory alone (grade K) cannot be verified: true");
        return proof;
    }
}

/// <summary>Grounds of a pack or of an overlay.</summary>
internal static class GroundList
{
    public static IReadOnlyList<(Ground Ground, int Line)> Read(Fields fields)
    {
        List<(Ground, int)> grounds = [];
        foreach (var entry in fields.Maps("grounds"))
        {
            var code = entry.Text("code");
            if (!Vocabulary.IsCode(code)) entry.Wrong(entry.Line, $"{Findings.Quote(code)} is not a code: lower case, digits and hyphens");
            var sentence = entry.Text("sentence");
            if (!sentence.EndsWith('.')) entry.Wrong(entry.LineOf("sentence"), "a sentence ends with a full stop");
            var proof = Proof.Read(entry);
            entry.Done();
            grounds.Add((new Ground(code, sentence, proof.Citation, proof.Grade, proof.Verified), entry.Line));
        }

        return grounds;
    }
}
