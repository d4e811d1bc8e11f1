using Writ.Base;
using Writ.Law.Files;

namespace Writ.Law.Packs;

/// <summary>Reads one instrument's file against what its pack, and the packs that one uses, declare.</summary>
internal sealed class InstrumentFile(
    Pack pack, IReadOnlyDictionary<string, Ground> grounds, IReadOnlyList<CategoryRule> categories, Fields fields)
{
    private const int MaxDays = 3660;

    public Instrument Read()
    {
        var id = fields.Text("id");
        var expected = $"{pack.Name}/{fields.File.Stem}";
        if (id != expected) fields.Wrong(fields.LineOf("id"), $"id must be {expected}, as the file is named");
        var judicial = fields.OneOf("judicial", Vocabulary.FlagsOrUnknown);
        var rules = Rules();
        var instrument = new Instrument(
            expected,
            fields.Text("title"),
            fields.Text("jurisdiction"),
            judicial is "unknown" or "" ? null : judicial == "true",
            fields.OneOf("reporting", Vocabulary.Reporting),
            Authorities(),
            fields.Flag("receivable"),
            fields.Flag("record-only"),
            fields.Flag("needs-expiry"),
            [.. rules.Select(rule => rule.Category).Distinct()])
        {
            Pack = pack.Name,
            ReplayOnly = pack.ReplayOnly,
            Citation = fields.Text("citation"),
            Note = fields.OptionalText("note"),
            NotReceivableGround = fields.Has("not-receivable-ground") ? GroundNamed(fields, "not-receivable-ground")?.Code : null,
            Rules = rules,
            Notice = Notice(fields.Map("notice")),
            Deadline = Deadline(fields.Map("deadline")),
            Refusals = [.. fields.Words("refusals").Select(Refusal)],
        };
        fields.Done();
        Check(instrument);
        return instrument;
    }

    private void Check(Instrument instrument)
    {
        if (instrument.Receivable == (instrument.NotReceivableGround is not null))
            fields.Wrong(fields.LineOf("receivable"), "not-receivable-ground stands exactly where receivable is false");
        if ((!instrument.IsReceivable(hidden: true) || instrument.RecordOnly) && instrument.Rules.Any(rule => rule.Says is Reach.Within))
            fields.Wrong(fields.LineOf("reach"), "what is never receivable, or record-only, reaches nothing");
        foreach (var missing in categories.Where(rule => !instrument.Mentions.Contains(rule.Category)))
            fields.Wrong(fields.LineOf("reach"), $"says nothing of category {missing.Category}");
    }

    private List<ReachRule> Rules()
    {
        List<ReachRule> rules = [];
        foreach (var line in fields.Maps("reach"))
        {
            if (Rule(line) is not { } rule) continue;
            if (rules.Exists(other => other.Category == rule.Category && Overlap(other, rule)))
                line.Wrong(line.Line, $"a second line for {rule.Category} on the same days");
            rules.Add(rule);
        }

        return [.. rules.OrderBy(rule => Order(rule.Category)).ThenBy(rule => rule.From)];
    }

    private ReachRule? Rule(Fields line)
    {
        var name = line.Text("category");
        var category = categories.FirstOrDefault(rule => rule.Category.Text == name)?.Category;
        if (category is null) line.Wrong(line.LineOf("category"), $"category {Findings.Quote(name)} is not declared");
        var from = line.Date("from");
        var to = line.OptionalDate("to");
        if (to < from) line.Wrong(line.LineOf("to"), "to is before from");
        var proof = Proof.Read(line);
        var reach = Says(line, proof);
        line.Done();
        return category is { } known && reach is not null
            ? new ReachRule(known, from, to, reach, proof.Citation, proof.Grade, proof.Verified)
            : null;
    }

    private Reach? Says(Fields line, Proof proof)
    {
        if (line.OneOf("says", Vocabulary.Says) == "within")
            return new Reach.Within(proof.Citation, proof.Verified) { Condition = line.OptionalText("condition") };
        return GroundNamed(line, "ground") is { } ground ? new Reach.Outside(ground) : null;
    }

    private IReadOnlyList<string> Authorities()
    {
        var words = fields.Words("authorities");
        if (words.Count == 0) fields.Wrong(fields.LineOf("authorities"), "names no authority");
        foreach (var word in words.Where(word => !Vocabulary.Authorities.Contains(word.Text)))
            fields.Wrong(word.Line, $"authority {Findings.Quote(word.Text)} is not one of {string.Join(", ", Vocabulary.Authorities)}");
        return [.. words.Select(word => word.Text)];
    }

    private static NoticeRule Notice(Fields notice)
    {
        var rule = notice.OneOf("rule", Vocabulary.Notice);
        var proof = Proof.Read(notice);
        var bars = notice.Maps("bars", optional: true).Select(Bar).ToList();
        notice.Done();
        return new NoticeRule(rule, proof.Citation, proof.Grade, proof.Verified, bars);
    }

    private static NoticeBar Bar(Fields bar)
    {
        var id = bar.Text("id");
        if (!Vocabulary.IsCode(id)) bar.Wrong(bar.Line, $"{Findings.Quote(id)} is not a code: lower case, digits and hyphens");
        var proof = Proof.Read(bar);
        var result = new NoticeBar(id, bar.Text("sentence"), bar.OptionalNumber("max-days", MaxDays), proof.Citation, proof.Grade, proof.Verified);
        bar.Done();
        return result;
    }

    private static DeadlineRule Deadline(Fields deadline)
    {
        var basis = deadline.OneOf("basis", Vocabulary.Deadline);
        var days = deadline.OptionalNumber("days", MaxDays);
        if ((basis == "calendar-days") != deadline.Has("days")) deadline.Wrong(deadline.Line, "days stands exactly where basis is calendar-days");
        var proof = Proof.Read(deadline);
        deadline.Done();
        return new DeadlineRule(basis, days, proof.Citation, proof.Grade, proof.Verified);
    }

    private Ground? GroundNamed(Fields line, string key)
    {
        var code = line.Text(key);
        if (grounds.TryGetValue(code, out var ground)) return ground;
        line.Wrong(line.LineOf(key), $"ground {Findings.Quote(code)} does not exist");
        return null;
    }

    private string Refusal(ScalarNode word)
    {
        if (!grounds.ContainsKey(word.Text)) fields.Wrong(word.Line, $"ground {Findings.Quote(word.Text)} does not exist");
        return word.Text;
    }

    private int Order(DataCategory category) => categories.TakeWhile(rule => rule.Category != category).Count();

    private static bool Overlap(ReachRule one, ReachRule other) =>
        one.From <= (other.To ?? DateOnly.MaxValue) && other.From <= (one.To ?? DateOnly.MaxValue);
}
