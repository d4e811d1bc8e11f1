using System.Globalization;
using Writ.Kit;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>Reading what forms of partnerships send.</summary>
internal static class Forms
{
    /// <summary>A file of 2 MiB and what goes around it.</summary>
    public const long MostBytes = Papers.MostBytes + (64 * 1024);

    public static DateOnly? Day(this Posted form, string name) => form.TryDay(name, out var day) ? day : null;

    /// <summary>A day and an hour, UTC.</summary>
    public static DateTimeOffset? Moment(this Posted form, string name) =>
        form.Day(name) is { } day && TimeOnly.TryParseExact(form.Line(name + "-hour"), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
            ? new DateTimeOffset(day.ToDateTime(hour), TimeSpan.Zero) : null;

    public static long? Whole(this Posted form, string name) =>
        long.TryParse(form.Line(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>As <see cref="Whole"/>, for what is counted here.</summary>
    public static int? Small(this Posted form, string name) => form.Whole(name) is { } number and <= int.MaxValue ? (int)number : null;

    /// <summary>A number in an address; 0, which nothing has, where it is none.</summary>
    public static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>What makes one sending of a form the same as another.</summary>
    public static string Once(this Posted form) => form.Line("once") is { Length: > 0 and <= 40 } once && once.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? once : Base.IdText.New("frm");
}
