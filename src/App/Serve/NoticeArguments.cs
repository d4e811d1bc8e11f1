using System.CommandLine;
using Writ.App.Data;
using Writ.Base;

namespace Writ.App.Serve;

/// <param name="TimeToObject">Null: 7 days for a company, 2 minutes in a sample folder, none in a replay.</param>
/// <param name="Zone">Null: UTC.</param>
internal sealed record NoticeSettings(TimeSpan? TimeToObject = null, TimeZoneInfo? Zone = null, IReadOnlyList<string>? Letterhead = null)
{
    public TimeSpan TimeFor(FolderKind kind) => TimeToObject ?? kind switch
    {
        FolderKind.Company => TimeSpan.FromDays(7),
        FolderKind.Sample => TimeSpan.FromMinutes(2),
        FolderKind.Replay => TimeSpan.Zero,
    };
}

/// <summary>The options of <c>writ serve</c> about notices.</summary>
internal static class NoticeArguments
{
    public static Option<int?> Days { get; } = new("--days-to-object")
    {
        Description = "Calendar days between a notice and the answer, 1 to 90 (or WRIT_DAYS_TO_OBJECT; default 7, in a sample folder 2 minutes)",
        DefaultValueFactory = _ => Number("WRIT_DAYS_TO_OBJECT"),
    };

    public static Option<int?> TrialSeconds { get; } = new("--trial-seconds-to-object")
    {
        Description = "Sample folder only: seconds between a notice and the answer (or WRIT_TRIAL_SECONDS_TO_OBJECT; default 120)",
        DefaultValueFactory = _ => Number("WRIT_TRIAL_SECONDS_TO_OBJECT"),
    };

    public static Option<string?> Zone { get; } = new("--time-zone")
    {
        Description = "Where the company's days begin and end, for instance Europe/Berlin (or WRIT_TIME_ZONE; default UTC)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_TIME_ZONE"),
    };

    public static Option<string?> Letterhead { get; } = new("--letterhead")
    {
        Description = "Lines below the company's name on letters, between semicolons: unit; street; town (or WRIT_LETTERHEAD)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_LETTERHEAD"),
    };

    /// <summary>Refusal <c>client-notice-options</c>.</summary>
    public static Result<NoticeSettings> Read(ParseResult parse, FolderKind kind)
    {
        var (days, seconds, zone) = (parse.GetValue(Days), parse.GetValue(TrialSeconds), parse.GetValue(Zone));
        if (days is < 1 or > 90) return Wrong("Give --days-to-object from 1 to 90.");
        if (seconds is < 0 or > 86399) return Wrong("Give --trial-seconds-to-object from 0 to 86399.");
        TimeZoneInfo? found = null;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out found)) return Wrong("This machine knows no such --time-zone; write it as in Europe/Berlin.");

        // A company's customers get days, whatever is set for trials.
        var trial = kind == FolderKind.Sample ? seconds : null;
        return new NoticeSettings(
            days is { } d ? TimeSpan.FromDays(d) : trial is { } s ? TimeSpan.FromSeconds(s) : null,
            found,
            parse.GetValue(Letterhead)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;

    private static Refusal Wrong(string sentence) => new("client-notice-options", sentence);
}
