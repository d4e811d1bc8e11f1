using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Store;

namespace Writ.Sources.Cameras.Pairing;

/// <summary>Bearer tokens of hubs, which only pairing gives. Kept is their SHA-256, with the home.</summary>
public static class HubTokens
{
    private const string Prefix = "writ_hub_";

    private const int Bytes = 32;

    /// <summary>Whether the text is meant as a hub's token.</summary>
    public static bool IsMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The hub behind a token, or null where it is unknown or over.</summary>
    public static Task<Caller?> Find(IWork work, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Prefix.Length + (2 * Bytes)) return Task.FromResult<Caller?>(null);
        var hash = HashOf(text);
        var homes = work.Rows("SELECT id, account_id FROM home WHERE token_hash = $1 AND state = 'Active'", [hash], row => (Id: row.GetString(0), Account: row.GetString(1)));
        return Task.FromResult(homes is [var home] ? new Caller(CallerKind.Hub, home.Id, null, Scopes.OfHubs.ToHashSet(), AccountId.FromTrusted(home.Account)) : null);
    }

    internal static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
