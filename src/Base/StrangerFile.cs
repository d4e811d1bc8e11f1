namespace Writ.Base;

/// <summary>
/// Looks at a stranger's file as far as is needed to say that it will not do, and no further: its first bytes against its name, and marks that need
/// no reading of it. It is no virus scanner; whoever opens the file later opens it as a stranger's.
/// </summary>
public static class StrangerFile
{
    private static readonly (string Type, string[] Endings, byte[][] Starts)[] Known =
    [
        ("application/pdf", [".pdf"], ["%PDF-"u8.ToArray()]),
        ("image/png", [".png"], [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]),
        ("image/jpeg", [".jpg", ".jpeg"], [[0xFF, 0xD8, 0xFF]]),
        ("image/tiff", [".tif", ".tiff"], [[0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]]),
    ];

    // Written in two, or scanners would take the program itself away (EICAR anti-malware test file).
    private static readonly byte[] Eicar = [.. @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"u8, .. "ANTIVIRUS-TEST-FILE!$H+H*"u8];

    /// <summary>The media type that the first bytes tell: application/pdf, image/png, image/jpeg or image/tiff; null where it is none of these.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content)
    {
        foreach (var (type, _, starts) in Known)
        {
            foreach (var start in starts)
            {
                if (content.StartsWith(start)) return type;
            }
        }

        return null;
    }

    /// <summary>Whether a name's ending is one of the type's.</summary>
    public static bool IsNamedAs(string? name, string? type) =>
        Known.Any(known => known.Type == type && known.Endings.Contains(Path.GetExtension(name ?? string.Empty).ToLowerInvariant()));

    /// <summary>Whether the test file that every scanner knows stands in it.</summary>
    public static bool IsInfected(ReadOnlySpan<byte> content) => content.IndexOf(Eicar) >= 0;

    /// <summary>Whether a PDF says of itself that it is encrypted (ISO 32000-1, 7.6: the entry Encrypt of its trailer).</summary>
    public static bool IsLocked(ReadOnlySpan<byte> content) => content.StartsWith("%PDF-"u8) && content.IndexOf("/Encrypt"u8) >= 0;
}
