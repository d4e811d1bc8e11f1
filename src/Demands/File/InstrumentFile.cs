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

    public static Refusal? Check(FileInstrument file)
    {
        if (file.Content is not { Length: > 0 } content) return DemandRefusals.FileEmpty;
        if (content.Length > Most) return DemandRefusals.FileTooLarge;
        var ending = Path.GetExtension(file.Name ?? string.Empty).ToLowerInvariant();
        var agrees = Known.Any(k => k.Type == file.Type && k.Endings.Contains(ending) && k.Starts.Any(s => content.AsSpan().StartsWith(s)));
        return agrees ? null : DemandRefusals.FileNotWhatItSays;
    }
}
