using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.App.Audit;

/// <summary>A public key as people hand it over: what <c>writ key new</c> prints.</summary>
internal static class PublicKeyText
{
    /// <summary>Refusal <c>sealing-bad-public-key</c>.</summary>
    public static Result<PublicKey> Read(string base64)
    {
        var spki = new byte[base64.Length];
        return PublicKey.Parse(Convert.TryFromBase64String(base64.Trim(), spki, out var length) ? spki.AsSpan(0, length) : []);
    }
}
