using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Writ.Base;

/// <summary>
/// The shape of every id: a prefix that names its kind, an underscore, and 16 random letters and digits
/// (80 bits, Crockford's base32 in lower case, without i, l, o and u). Unguessable, and tells no order or count.
/// </summary>
public static class IdText
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const int Length = 16;

    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Alphabet, Length)}";

    public static bool Fits(string prefix, [NotNullWhen(true)] string? text) =>
        text is not null
        && text.Length == prefix.Length + 1 + Length
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text[prefix.Length] == '_'
        && text.AsSpan(prefix.Length + 1).IndexOfAnyExcept(Alphabet) < 0;

    internal static string Trusted(string prefix, string text) =>
        Fits(prefix, text) ? text : throw new FormatException($"Not an id of kind {prefix}");
}
