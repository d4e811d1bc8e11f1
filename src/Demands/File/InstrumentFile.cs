using Writ.Base;

namespace Writ.Demands.File;

/// <summary>Types a file by its first bytes. Its name and declared type must say the same; nothing in it is interpreted.</summary>
internal static class InstrumentFile
{
    public const int Most = 8 * 1024 * 1024;

    private static readonly (string Type, string[] Endings, byte[][] Starts)[] Known =
    [
        ("application/pdf", [".pdf"], ["%PDF-"u8.ToArray()]),
        ("image/png", [".png"], [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]),
        ("image/jpeg", [".jpg", ".jpeg"], [[0xFF, 0xD8, 0xFF]]),
        ("image/tiff", [".tif", ".tiff"], [[0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]]),
    ];

    // Written in two, or scanners would take the program itself away (EICAR anti-malware test file).
    private static readonly byte[] Eicar = [.. @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"u8, .. "ANTIVIRUS-TEST-FILE!$H+H*"u8];

    /// <summary>Said, not refused: some papers open without a password all the same.</summary>
    public static Advice Locked { get; } = new(
        "lint-file-locked", "This PDF says that it is encrypted, and we cannot open it with a password; send one without.", "/file");

    /// <summary>The type that the first bytes tell; null where it is none that is taken.</summary>
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

    /// <summary>Whether a PDF says of itself that it is encrypted (ISO 32000-1, 7.6: the entry Encrypt of its trailer).</summary>
    public static bool IsLocked(ReadOnlySpan<byte> content) => content.StartsWith("%PDF-"u8) && content.IndexOf("/Encrypt"u8) >= 0;

    public static Refusal? Check(FileInstrument file)
    {
        if (file.Content is not { Length: > 0 } content) return DemandRefusals.FileEmpty;
        if (content.Length > Most) return DemandRefusals.FileTooLarge;
        if (content.AsSpan().IndexOf(Eicar) >= 0) return DemandRefusals.FileInfected;
        var ending = Path.GetExtension(file.Name ?? string.Empty).ToLowerInvariant();
        var agrees = Known.Any(k => k.Type == file.Type && k.Endings.Contains(ending) && k.Starts.Any(s => content.AsSpan().StartsWith(s)));
        return agrees ? null : DemandRefusals.FileNotWhatItSays;
    }
}
