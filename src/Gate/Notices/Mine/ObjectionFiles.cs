using Writ.Base;
using Writ.Gate.Notices.Objecting;

namespace Writ.Gate.Notices.Mine;

/// <summary>
/// Looks at a file as far as is needed to say that it will not do, and no further: its size, its first bytes against its name, and marks that
/// need no reading of it. It is no virus scanner; whoever opens it later opens it as a stranger's file.
/// </summary>
internal static class ObjectionFiles
{
    private static readonly (string[] Endings, byte[] Start)[] Types =
    [
        ([".pdf"], "%PDF-"u8.ToArray()), ([".png"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ([".jpg", ".jpeg"], [0xFF, 0xD8, 0xFF]),
    ];

    // The test file that every scanner knows, in two halves: whole, it would make scanners refuse this program.
    private static readonly byte[] Eicar = [.. "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"u8, .. "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"u8];

    /// <summary>Null: nothing against it.</summary>
    public static Refusal? Check(string name, ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > Objections.MostBytes) return GateRefusals.ObjectionFile;
        if (content.IndexOf(Eicar) >= 0) return MineRefusals.Infected;
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var known = false;
        foreach (var (endings, start) in Types) known |= endings.Contains(ending) && content.StartsWith(start);
        if (!known) return GateRefusals.ObjectionFile;
        if (ending == ".pdf" && content.IndexOf("/Encrypt"u8) >= 0) return MineRefusals.Locked;
        var checks = new Checks();
        checks.Line(name, 200, "/file");
        return checks.Ok ? null : GateRefusals.ObjectionFile;
    }
}
