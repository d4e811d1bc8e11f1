using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;

namespace Writ.Mirror.Downloads;

/// <summary>Figures read in, and claims, as JSON documents of their own schemas (docs/mirror.md).</summary>
internal static class PublishedDocuments
{
    private static readonly JsonSerializerOptions Indented = new(PublishedJson.Options) { WriteIndented = true };

    public static byte[] Figures(IReadOnlyList<PublishedFigure> figures, Period period) => JsonSerializer.SerializeToUtf8Bytes(
        new FiguresDocument(
            "writ.published-figures/v1",
            "Amazon",
            period.Text,
            [.. figures.Select(figure => new FigureDocument(
                figure.Entity, figure.Dimension, figure.Category, figure.Metric, figure.Value, figure.Raw, figure.Quality, figure.Source))],
            period == DsaFigures.Period ? DsaFigures.All : null,
            [.. Reconcile.Figures(period).Concat(period == DsaFigures.Period ? Reconcile.Dsa(DsaFigures.All) : [])
                .Select(check => new CheckDocument(check.Entity, check.Rule, Code(check.Verdict), check.Words))]),
        Indented);

    public static byte[] AllClaims() => JsonSerializer.SerializeToUtf8Bytes(
        new ClaimsDocument("writ.claims/v1", [.. Claims.All.Select(claim => new ClaimDocument(
            claim.Article, claim.Said, claim.Number, claim.Published, claim.Verdict, claim.Note))]),
        Indented);

    private static string Code(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.ByConstruction => "holds-by-construction",
        Verdict.Differs => "differs",
        Verdict.CannotTell => "cannot-tell",
    };

    private sealed record FiguresDocument(
        string Schema, string Publisher, string Period, IReadOnlyList<FigureDocument> Figures, IReadOnlyList<DsaRow>? Dsa, IReadOnlyList<CheckDocument> Checks);

    private sealed record FigureDocument(
        string Entity, string Dimension, string Category, string Metric, Cell Value, string Raw, string Grade, string Source);

    private sealed record CheckDocument(string Entity, string Rule, string Verdict, string Words);

    private sealed record ClaimsDocument(string Schema, IReadOnlyList<ClaimDocument> Claims);

    private sealed record ClaimDocument(string Article, string Claim, string Number, string Published, string Verdict, string Note);
}
