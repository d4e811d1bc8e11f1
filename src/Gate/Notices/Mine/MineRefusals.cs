using Writ.Base;

namespace Writ.Gate.Notices.Mine;

internal static class MineRefusals
{
    public static Refusal Infected { get; } = new(
        "gate-objection-infected", "This file carries a mark of malware, so we do not take it; attach another, or send your objection without one.", RefusalKind.Invalid, "/file");

    public static Refusal Locked { get; } = new(
        "gate-objection-locked", "This PDF is locked with a password, so nobody could read it; attach it without one.", RefusalKind.Invalid, "/file");
}
