using System.Security.Cryptography;

namespace Writ.Neighbors.Feed;

/// <summary>A word for somebody on one post. Drawn, and made of nothing: no key and no account leads to it, and no two posts share one.</summary>
internal static class Pseudonyms
{
    // Without letters that read alike, and without vowels, so that no word comes of it.
    private const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    public static string New() => $"Neighbour {RandomNumberGenerator.GetString(Letters, 8)}";
}
