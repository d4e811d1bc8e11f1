using Writ.Base;
using Writ.Gate.Notices.Objecting;

namespace Writ.Gate.Notices.Mine;

/// <summary>What a person may add to an objection: a PDF, PNG or JPEG that is what its name says, and that whoever decides can open.</summary>
internal static class ObjectionFiles
{
    /// <summary>Null: nothing against it.</summary>
    public static Refusal? Check(string name, ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > Objections.MostBytes) return GateRefusals.ObjectionFile;
        if (StrangerFile.IsInfected(content)) return MineRefusals.Infected;
        var type = StrangerFile.TypeOf(content);
        if (type is not ("application/pdf" or "image/png" or "image/jpeg") || !StrangerFile.IsNamedAs(name, type)) return GateRefusals.ObjectionFile;
        if (StrangerFile.IsLocked(content)) return MineRefusals.Locked;
        var checks = new Checks();
        checks.Line(name, 200, "/file");
        return checks.Ok ? null : GateRefusals.ObjectionFile;
    }
}
