using System.Security.Cryptography;

namespace Writ.Ledger.Tests;

/// <summary>RFC 6962 section 2.1 written down as it stands there: slow, recursive, and hard to get wrong.</summary>
internal static class NaiveTree
{
    public static byte[] Root(ReadOnlySpan<byte[]> d) => d.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. d[0]]),
        _ => SHA256.HashData([1, .. Root(d[..Split(d.Length)]), .. Root(d[Split(d.Length)..])]),
    };

    public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> d)
    {
        if (d.Length <= 1) return [];
        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    public static List<byte[]> Consistency(int m, ReadOnlySpan<byte[]> d) => m == 0 || m == d.Length ? [] : Sub(m, d, true);

    private static List<byte[]> Sub(int m, ReadOnlySpan<byte[]> d, bool whole)
    {
        if (m == d.Length) return whole ? [] : [Root(d)];
        var k = Split(d.Length);
        return m <= k ? [.. Sub(m, d[..k], whole), Root(d[k..])] : [.. Sub(m - k, d[k..], false), Root(d[..k])];
    }

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
