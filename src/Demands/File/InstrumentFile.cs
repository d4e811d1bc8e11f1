using Writ.Base;

namespace Writ.Demands.File;

/// <summary>What an instrument's file must be: its name, its declared type and its first bytes say the same. Nothing in it is interpreted.</summary>
internal static class InstrumentFile
{
    public const int Most = 8 * 1024 * 1024;

    /// <summary>Said, not refused: some papers open without a password all the same.</summary>
    public static Advice Locked { get; } = new(
        "lint-file-locked", "This PDF says that it is encrypted, and we cannot open it with a password; send one without.", "/file");

    public static Refusal? Check(FileInstrument file)
    {
        if (file.Content is not { Length: > 0 } content) return DemandRefusals.FileEmpty;
        if (content.Length > Most) return DemandRefusals.FileTooLarge;
        if (StrangerFile.IsInfected(content)) return DemandRefusals.FileInfected;
        return StrangerFile.TypeOf(content) == file.Type && StrangerFile.IsNamedAs(file.Name, file.Type) ? null : DemandRefusals.FileNotWhatItSays;
    }
}
