using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Agencies.Keys;

/// <summary>The public half of a key as people paste or upload it: the line that <c>writ key new</c> prints, or PEM.</summary>
internal static class KeyText
{
    public const int MostBytes = 4096;

    public static Result<PublicKey> Parse(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) return AgencyRefusals.KeyPrivate;
        if (text.Length > MostBytes) return AgencyRefusals.KeyForm;
        if (text.Contains("-----BEGIN", StringComparison.Ordinal)) return PublicKey.ParsePem(text.Trim()).TryGet(out var pem, out _) ? pem : AgencyRefusals.KeyForm;
        var bytes = new byte[MostBytes];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length)) return AgencyRefusals.KeyForm;
        var der = bytes.AsSpan(0, length);
        if (PublicKey.Parse(der).TryGet(out var key, out _)) return key;
        using var secret = PrivateKey.ImportPkcs8(der).TryGet(out var own, out _) ? own : null;
        der.Clear();
        return secret is null ? AgencyRefusals.KeyForm : AgencyRefusals.KeyPrivate;
    }

    /// <summary>Null where it is no text.</summary>
    public static string? OfBytes(ReadOnlySpan<byte> bytes)
    {
        // The private half in DER, as a file: said to be what it is.
        if (PrivateKey.ImportPkcs8(bytes).TryGet(out var own, out _))
        {
            own.Dispose();
            return "PRIVATE KEY";
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
