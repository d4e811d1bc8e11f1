using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Agencies.Partnerships.Objections;

/// <summary>Anybody objects, without an account, and is answered. Both are published; the record has their hashes, and the texts lie beside it.</summary>
internal sealed class Objecting(PartnershipBook book, Papers papers, PartnershipOptions options)
{
    public const int MostWords = 4000;

    /// <summary>Whom an objection's row names as its author: nobody.</summary>
    private const string Anybody = "anybody";

    /// <summary>The agreement to which one can object now; null: there is none.</summary>
    public static PartnershipAgreement? Open(PartnershipCase found) =>
        found.Live().TryGet(out var agreement, out _) && agreement.Notice is not null && !(found.Now >= agreement.ObjectionsEnd) ? agreement : null;

    public async Task<Result<Fact>> File(AgencyId agency, string text)
    {
        if (!Fits(text)) return PartnershipRefusals.Words;
        var seen = await book.Look(agency, found => Task.FromResult(Tuple.Create(Open(found))));
        if (seen is null) return AgencyRefusals.Unknown;
        if (seen.Item1 is not { } open) return PartnershipRefusals.ObjectionsOver;
        if (open.Objections.Count >= options.MostObjections) return PartnershipRefusals.ObjectionsFull;
        var paper = papers.Keep(agency, Document("writ.objection/v1", agency, open.Number, text), "json");
        return await book.Act(agency, Anybody, found =>
        {
            if (Open(found) is not { } agreement || agreement.Number != open.Number) return PartnershipRefusals.ObjectionsOver;

            // The same words in the same form are one objection.
            if (agreement.Objections.FirstOrDefault(o => o.Filed.Sha256 == paper.Sha256) is { } there) return new NewFact(there.Filed, $"{agreement.Number}/objection/{there.Filed.Objection}");
            if (agreement.Objections.Count >= options.MostObjections) return PartnershipRefusals.ObjectionsFull;
            var number = agreement.Objections.Count + 1;
            return new NewFact(new Fact.ObjectionFiled(agency, agreement.Number, number, paper.Path, paper.Sha256, found.Now), $"{agreement.Number}/objection/{number}");
        });
    }

    /// <param name="by">Whether the company or the agency answers.</param>
    public async Task<Result<Fact>> Answer(AgencyId agency, int number, string text, string by, string actor)
    {
        if (!Fits(text)) return PartnershipRefusals.Words;
        var seen = await book.Look(agency, found => Task.FromResult(Tuple.Create(found.Partnership.Last)));
        if (seen?.Item1 is not { } last || last.Objections.All(o => o.Filed.Objection != number)) return PartnershipRefusals.NoObjection;
        var paper = papers.Keep(agency, Document("writ.objection-answer/v1", agency, last.Number, text, by, number), "json");
        return await book.Act(agency, actor, found =>
        {
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if (agreement.Number != last.Number || agreement.Objections.All(o => o.Filed.Objection != number)) return PartnershipRefusals.NoObjection;
            return new NewFact(new Fact.ObjectionAnswered(agency, agreement.Number, number, paper.Path, paper.Sha256, found.Now), $"{agreement.Number}/answer/{number}");
        });
    }

    /// <summary>Words of an objection or an answer, from its file.</summary>
    public string? Words(string path, string sha256) =>
        papers.Bytes(path, sha256) is { } bytes && CanonicalJson.ParseStrict(bytes).TryGet(out var node, out _) && node["text"] is { } text ? text.GetValue<string>() : null;

    private static bool Fits(string text) => text.Trim().Length >= 10 && text.Length <= MostWords && Papers.IsPlain(text) && !HasHalf(text);

    // Half a surrogate pair has no form in UTF-8.
    private static bool HasHalf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i])) return true;
        }

        return false;
    }

    private static byte[] Document(string schema, AgencyId agency, int agreement, string text, string? by = null, int? number = null)
    {
        var json = new JsonObject { ["schema"] = schema, ["agency"] = agency.Text, ["agreement"] = agreement, ["text"] = text };
        if (by is not null) json["by"] = by;
        if (number is not null) json["objection"] = number.Value;
        return CanonicalJson.Write(json);
    }
}
