using System.Globalization;

namespace Writ.Ledger;

/// <summary>Readers that accept exactly one spelling of each value, so that nothing signed has two readings.</summary>
internal static class Strict
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Standard base64 with padding whose unused bits are zero (RFC 4648 section 4); null for anything else.</summary>
    public static byte[]? Base64(ReadOnlySpan<char> text)
    {
        if (text.Length % 4 != 0) return null;
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var written)) return null;
        var result = bytes.AsSpan(0, written).ToArray();
        // TryFromBase64Chars skips white space and unused bits; writing it again does not.
        return text.SequenceEqual(Convert.ToBase64String(result)) ? result : null;
    }

    /// <summary>As <see cref="Base64(ReadOnlySpan{char})"/>, and of exactly this many bytes.</summary>
    public static byte[]? Base64(string? text, int length) =>
        text is not null && Base64(text.AsSpan()) is { } bytes && bytes.Length == length ? bytes : null;

    /// <summary>Decimal without sign or leading zero, below 2^63; null for anything else.</summary>
    public static long? Decimal(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 19 || (text[0] == '0' && text.Length > 1) || text.IndexOfAnyExceptInRange('0', '9') >= 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public static bool IsHex(string? text, int bytes) =>
        text is not null && text.Length == bytes * 2 && text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;

    /// <summary>RFC 3339 in UTC, whole seconds: <c>2026-01-31T09:00:00Z</c>.</summary>
    public static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    public static DateTimeOffset? Timestamp(string? text) =>
        DateTimeOffset.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
