using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Agencies.Partnerships.YearlyReport;

/// <summary>A question of the report.</summary>
/// <param name="From">Which ordinances ask it: Oakland 9.64.010's annual surveillance report by letter, San Francisco 19B's by number.</param>
internal sealed record ReportField(string Name, string Label, string Hint, string From);

/// <summary>The questions that Oakland's chapter 9.64 and San Francisco's chapter 19B ask each year, in our words.</summary>
internal static class ReportFields
{
    public static IReadOnlyList<ReportField> All { get; } =
    [
        new("use", "How it was used", "For what kinds of case, and what kind and amount of material came of it.", "Oakland A, San Francisco 1"),
        new("sharing", "What was passed on", "To whom by name, which kinds of data, on what legal standard, and why. Say so if nothing was.", "Oakland B, San Francisco 2"),
        new("sources", "Where the data came from", "Which devices or sources; none of your own, if so.", "Oakland C, San Francisco 9"),
        new("places", "Where it was used", "By police area or district.", "Oakland D"),
        new("complaints", "Complaints and concerns", "What residents said, and whether the use policy was enough.", "Oakland E, San Francisco 3"),
        new("audits", "Audits and violations", "What audits found, which rules were broken, and what was done.", "Oakland F, San Francisco 4"),
        new("breaches", "Breaches of data", "Including unauthorised access; what was done.", "Oakland G"),
        new("effectiveness", "Whether it helped", "With figures, and with crime statistics where you use them.", "Oakland H, San Francisco 5"),
        new("requests", "Public records requests", "How many, and how they were answered.", "San Francisco 6"),
        new("cost", "Cost and who pays", "Staff and money, this year and next.", "San Francisco 7"),
        new("changes", "Changes asked for in the use policy", "And why.", "San Francisco 8"),
        new("suppliers", "New products and suppliers", "Whatever was added this year.", "San Francisco 10"),
    ];
}

/// <summary>What another room knows of an agency's year.</summary>
public interface IYearlyPart
{
    /// <summary>Members of the report's <c>record</c>, under names that no other part has. Must not write.</summary>
    Task<JsonObject> Members(IWork work, AgencyId agency, DateTimeOffset from, DateTimeOffset until);
}

/// <summary>The yearly surveillance report: what the record says is filled in, the agency completes it, and it is published.</summary>
internal sealed class PublishYearlyReport(PartnershipBook book, Papers papers, IEnumerable<IYearlyPart> parts)
{
    public const int MostWords = 2000;

    /// <summary>How long before it is due it may be written: a report on a first week is no yearly report.</summary>
    private const int OpenMonths = 2;

    /// <summary>The agreement that a report is owed on now; null: none yet.</summary>
    public static PartnershipAgreement? Owed(PartnershipCase found) => found.Partnership.Agreements.FirstOrDefault(a =>
        a.Report is null && a.Begins is { } begins && begins <= found.Now
        && (found.Partnership.EndOf(a, found.Now) is not null || found.Now >= begins.AddMonths(Math.Max(0, a.Proposed.Report - OpenMonths))));

    /// <summary>What the record says, as the document will have it.</summary>
    private async Task<JsonObject> Assembled(PartnershipCase found, PartnershipAgreement agreement)
    {
        var until = found.Partnership.EndOf(agreement, found.Now)?.At ?? found.Now;
        var conduct = found.Partnership.Conduct.Where(c => c.At >= agreement.Proposed.At && c.At <= until).ToList();
        var record = new JsonObject
        {
            ["objections"] = agreement.Objections.Count,
            ["answered"] = agreement.Objections.Count(o => o.Answer is not null),
            ["gifts"] = new JsonArray([.. agreement.Gifts.Select(g => (JsonNode)new JsonObject
            {
                ["what"] = g.What, ["item"] = g.Item, ["count"] = g.Count, ["value"] = g.Value, ["currency"] = g.Currency, ["to"] = g.To, ["conditions"] = g.Conditions,
            })]),
            ["conduct"] = new JsonObject([.. PartnershipWords.Conducts.Select(what => KeyValuePair.Create(what, (JsonNode?)conduct.Count(c => c.What == what)))]),
        };
        foreach (var part in parts)
        {
            foreach (var (name, value) in await part.Members(found.Work, found.Agency.Id, agreement.Begins!.Value, until)) record.Add(name, value?.DeepClone());
        }

        return record;
    }

    public async Task<Result<Fact>> Handle(AgencyId agency, IReadOnlyDictionary<string, string> answers, string actor)
    {
        var checks = new Checks();
        foreach (var field in ReportFields.All)
        {
            var text = answers.GetValueOrDefault(field.Name, string.Empty);
            if (string.IsNullOrWhiteSpace(text)) checks.Require(false, "input-missing", "Fill this in; say so where there was nothing.", "/" + field.Name);
            else if (text.Length > MostWords || !Papers.IsPlain(text)) checks.Add(PartnershipRefusals.Words with { Sentence = "Write at most 2,000 characters, without hidden ones.", Field = "/" + field.Name });
        }

        if (!checks.Ok) return checks.Refusal;
        var made = await book.Look(agency, async found => Tuple.Create(Owed(found) is { } owed ? (owed.Number, await Document(found, owed, answers)) : default((int, byte[])?)));
        if (made is null) return AgencyRefusals.Unknown;
        if (made.Item1 is not var (number, bytes)) return PartnershipRefusals.NotBegun;
        var paper = papers.Keep(agency, bytes, "json");
        return await book.Act(agency, actor, found =>
        {
            if (found.Partnership.Agreements.FirstOrDefault(a => a.Number == number) is not { Report: null, Begins: { } begins }) return PartnershipRefusals.Done;
            return new NewFact(
                new Fact.YearlyReportPublished(agency, number, paper.Path, paper.Sha256, DateOnly.FromDateTime(begins.UtcDateTime), DateOnly.FromDateTime(found.Now.UtcDateTime), found.Now),
                $"{number}/report");
        });
    }

    private async Task<byte[]> Document(PartnershipCase found, PartnershipAgreement agreement, IReadOnlyDictionary<string, string> answers) => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = "writ.surveillance-report/v1",
        ["agency"] = found.Agency.Id.Text,
        ["name"] = found.Agency.Name,
        ["agreement"] = agreement.Number,
        ["from"] = $"{agreement.Begins!.Value:yyyy-MM-dd}",
        ["to"] = $"{found.Now:yyyy-MM-dd}",
        ["record"] = await Assembled(found, agreement),
        ["answers"] = new JsonArray([.. ReportFields.All.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["asked-by"] = f.From, ["text"] = answers[f.Name] })]),
    });
}
