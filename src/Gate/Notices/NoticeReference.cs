using System.Security.Cryptography;

namespace Writ.Gate.Notices;

/// <summary>
/// The reference on a notice: 15 random letters and digits of Crockford's base32 (75 bits) and a check character (ISO 7064, hybrid
/// modulus 33,32), in groups of four: <c>7K3Q-9M2T-X4WB-6HNC</c>.
/// </summary>
internal static class NoticeReference
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 16;

    public static string New()
    {
        var drawn = RandomNumberGenerator.GetString(Alphabet, Length - 1);
        return Grouped(drawn + Check(drawn));
    }

    /// <summary>The form that is looked up, whatever was typed between the letters, and with what is easily mistaken put right; null where it cannot be a reference.</summary>
    public static string? Normal(string? typed)
    {
        if (typed is null or { Length: > 100 }) return null;
        var bare = string.Concat(typed.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '—' or '‑' or '.')).Select(Alike));
        return bare.Length == Length && bare.All(Alphabet.Contains) && Check(bare[..^1]) == bare[^1] ? Grouped(bare) : null;
    }

    private static string Grouped(string bare) => string.Join('-', bare.Chunk(4).Select(four => new string(four)));

    private static char Alike(char c) => c switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        _ => c,
    };

    private static char Check(string drawn)
    {
        const int m = 32;
        var p = m;
        foreach (var c in drawn)
        {
            var s = (p + Alphabet.IndexOf(c, StringComparison.Ordinal)) % m;
            p = (s == 0 ? m : s) * 2 % (m + 1);
        }

        return Alphabet[(m + 1 - p) % m];
    }
}
