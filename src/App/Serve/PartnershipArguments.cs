using System.CommandLine;
using Writ.Agencies.Partnerships;
using Writ.App.Data;
using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.App.Serve;

/// <summary>What the company sets of its partnerships; null: the usual.</summary>
internal sealed record PartnershipSettings(
    TimeSpan? Comment = null, TimeSpan? Objections = null, int? TermMonths = null, int? ReportMonths = null, IReadOnlyList<string>? Kinds = null, IReadOnlyList<string>? Levels = null)
{
    private static readonly TimeSpan Trial = TimeSpan.FromMinutes(2);

    public PartnershipOptions For(DataFolder folder)
    {
        var usual = PartnershipOptions.Usual(folder.Published, folder.Company.Name);
        var sample = folder.Company.Kind == FolderKind.Sample;
        return usual with
        {
            Comment = Comment ?? (sample ? Trial : usual.Comment),
            Objections = Objections ?? (sample ? Trial : usual.Objections),
            TermMonths = TermMonths ?? usual.TermMonths,
            ReportMonths = ReportMonths ?? usual.ReportMonths,
            Kinds = Kinds ?? usual.Kinds,
            Levels = Levels ?? usual.Levels,
            Sample = sample,
        };
    }
}

/// <summary>The options of <c>writ serve</c> about partnerships. They hold for agreements that are proposed from then on.</summary>
internal static class PartnershipArguments
{
    public static Option<int?> CommentDays { get; } = Number("--partner-comment-days", "WRIT_PARTNER_COMMENT_DAYS", "Days to comment on an agreement, 1 to 365 (default 30, in a sample folder 2 minutes)");

    public static Option<int?> ObjectionDays { get; } = Number("--partner-objection-days", "WRIT_PARTNER_OBJECTION_DAYS", "Days to object after the countersignature, 1 to 365 (default 30, in a sample folder 2 minutes)");

    public static Option<int?> TermMonths { get; } = Number("--partner-term-months", "WRIT_PARTNER_TERM_MONTHS", "Longest term of an agreement, 1 to 12 months (default 12)");

    public static Option<int?> ReportMonths { get; } = Number("--partner-report-months", "WRIT_PARTNER_REPORT_MONTHS", "Months after its beginning within which the yearly report is due, 1 to 24 (default 13)");

    public static Option<string?> Kinds { get; } = new("--partner-kinds")
    {
        Description = "Kinds of agency taken as partners, of police, fire, rescue, between commas (or WRIT_PARTNER_KINDS; default all three)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_PARTNER_KINDS"),
    };

    public static Option<string?> Levels { get; } = new("--partner-levels")
    {
        Description = "Whose agencies are taken, of municipal, county, special-district, between commas (or WRIT_PARTNER_LEVELS; default all three)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_PARTNER_LEVELS"),
    };

    public static IReadOnlyList<Option> All { get; } = [CommentDays, ObjectionDays, TermMonths, ReportMonths, Kinds, Levels];

    /// <summary>Refusal <c>client-partner-options</c>.</summary>
    public static Result<PartnershipSettings> Read(ParseResult parse)
    {
        var (comment, objections, term, report) = (parse.GetValue(CommentDays), parse.GetValue(ObjectionDays), parse.GetValue(TermMonths), parse.GetValue(ReportMonths));
        if (comment is < 1 or > 365 || objections is < 1 or > 365) return Wrong("Give --partner-comment-days and --partner-objection-days from 1 to 365.");
        if (term is < 1 or > 12) return Wrong("Give --partner-term-months from 1 to 12.");
        if (report is < 1 or > 24) return Wrong("Give --partner-report-months from 1 to 24.");
        var (kinds, levels) = (List(parse.GetValue(Kinds)), List(parse.GetValue(Levels)));
        if (kinds is not null && (kinds.Count == 0 || !kinds.All(PartnershipOptions.PublicSafety.Contains))) return Wrong("Give --partner-kinds of police, fire, rescue.");
        if (levels is not null && (levels.Count == 0 || !levels.All(PartnershipWords.Levels.Contains))) return Wrong("Give --partner-levels of municipal, county, special-district.");
        return new PartnershipSettings(Days(comment), Days(objections), term, report, kinds, levels);
    }

    private static Option<int?> Number(string name, string variable, string description) => new(name)
    {
        Description = $"{description} (or {variable})",
        DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null,
    };

    private static TimeSpan? Days(int? days) => days is { } d ? TimeSpan.FromDays(d) : null;

    private static IReadOnlyList<string>? List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Refusal Wrong(string sentence) => new("client-partner-options", sentence);
}
