using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store.Record;

namespace Writ.Agencies.Partnerships.Agreement;

/// <param name="Level">Whose agency it is: a word of <see cref="PartnershipWords.Levels"/>, or one that is refused.</param>
/// <param name="ActsFor">Whom it acts for beside its own: <c>nobody</c>, or what is refused.</param>
/// <param name="Publicity">A word of <see cref="PartnershipWords.Publicities"/>, or a clause that is refused.</param>
internal sealed record ProposeRequest(byte[]? File, string Level, string ActsFor, string Publicity, DateOnly? Ends);

/// <summary>The company proposes an agreement: its text, and the numbers that hold for it from now on.</summary>
internal sealed class ProposeAgreement(PartnershipBook book, Papers papers, PartnershipOptions options)
{
    /// <summary>Whatever a company's list says.</summary>
    private static readonly string[] Never = ["federal", "immigration"];

    public async Task<Result<Fact>> Handle(AgencyId agency, ProposeRequest request, string actor)
    {
        var checks = new Checks();
        if (!options.Levels.Contains(request.Level) || !PartnershipWords.Levels.Contains(request.Level) || Never.Contains(request.Level)) checks.Add(PartnershipRefusals.Level);
        if (request.ActsFor != "nobody") checks.Add(PartnershipRefusals.ActsFor);
        if (!PartnershipWords.Publicities.Contains(request.Publicity)) checks.Add(PartnershipRefusals.Publicity);
        if (!Papers.KindOf(request.File).TryGet(out var ending, out var wrong)) checks.Add(wrong);
        var today = DateOnly.FromDateTime(book.Now.UtcDateTime);
        var earliest = DateOnly.FromDateTime((book.Now + options.Comment + options.Objections).UtcDateTime);
        if (request.Ends is not { } ends || ends <= today || ends > earliest.AddMonths(options.TermMonths)) checks.Add(PartnershipRefusals.Ends);
        if (!checks.Ok) return checks.Refusal;

        if (await book.Look(agency, found => Task.FromResult(found.Agency)) is not { } known) return AgencyRefusals.Unknown;
        if (!options.Kinds.Contains(known.Kind) || !PartnershipOptions.PublicSafety.Contains(known.Kind)) return PartnershipRefusals.Kind;
        var paper = papers.Keep(agency, request.File!, ending!);
        var list = papers.Keep("eligibility", Eligibility(), "json");
        return await book.Act(agency, actor, async found =>
        {
            var number = found.Partnership.Agreements.Count + 1;
            if (found.Partnership.Last is { } last && found.Partnership.EndOf(last, found.Now) is null && !(last.Begins <= found.Now))
            {
                // Sent twice: the second is the first again, if it is in the same words.
                if (last.Proposed.Sha256 != paper.Sha256) return PartnershipRefusals.Open;
                number = last.Number;
            }

            await Outbox.AppendOnce(
                found.Work, $"eligibility/{list.Sha256}", () => Facts.OfPartnership(new Fact.EligibilityAdopted(list.Path, list.Sha256, found.Now)));
            return new NewFact(
                new Fact.AgreementProposed(
                    agency, number, paper.Path, paper.Sha256, request.Level, request.Publicity, request.Ends!.Value, (long)options.Comment.TotalSeconds,
                    (long)options.Objections.TotalSeconds, options.TermMonths, options.ReportMonths, found.Now),
                $"{number}/agreement");
        });
    }

    /// <summary>The company's list, and its numbers, as strangers read them.</summary>
    private byte[] Eligibility() => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = "writ.eligibility/v1",
        ["company"] = options.Company,
        ["kinds"] = new JsonArray([.. options.Kinds.Select(k => (JsonNode)k)]),
        ["levels"] = new JsonArray([.. options.Levels.Select(l => (JsonNode)l)]),
        ["never"] = new JsonArray("federal", "immigration", "who acts for them"),
        ["comment"] = (long)options.Comment.TotalSeconds,
        ["objections"] = (long)options.Objections.TotalSeconds,
        ["term"] = options.TermMonths,
        ["report"] = options.ReportMonths,
    });
}
