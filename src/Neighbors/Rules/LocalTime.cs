using System.Globalization;
using Writ.Base;

namespace Writ.Neighbors.Rules;

/// <summary>
/// A moment as a clock on a wall shows it, turned into an instant. In the night in which clocks go forward some times do not exist, and in the one
/// in which they go back some come twice: neither is guessed.
/// </summary>
internal static class LocalTime
{
    public const string First = "first";

    public const string Second = "second";

    private const string Form = "yyyy-MM-dd HH:mm";

    /// <param name="pass">Which of the two, where it comes twice: <c>first</c> or <c>second</c>.</param>
    /// <param name="field">Pointer of the field that it was typed in.</param>
    /// <returns>UTC. Refusals <c>requests-time-form</c>, <c>requests-time-skipped</c>, <c>requests-time-twice</c>.</returns>
    public static Result<DateTimeOffset> Read(string text, TimeZoneInfo zone, string? pass, string field)
    {
        if (!DateTime.TryParseExact(text.Trim().Replace('T', ' '), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 2200)
            return RuleRefusals.TimeForm(field);
        if (zone.IsInvalidTime(local)) return RuleRefusals.TimeSkipped(field);
        if (!zone.IsAmbiguousTime(local)) return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

        // The first time round the clock is still further ahead of UTC.
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return pass switch
        {
            First => new DateTimeOffset(local, offsets.Max()).ToUniversalTime(),
            Second => new DateTimeOffset(local, offsets.Min()).ToUniversalTime(),
            _ => RuleRefusals.TimeTwice(field),
        };
    }

    public static string Written(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString(Form, CultureInfo.InvariantCulture);
}
