using System.Globalization;

namespace Writ.Verify;

/// <summary>How far it is: on a terminal one line that is written over, otherwise, where it was asked for, a line every few seconds.</summary>
internal sealed class Progress(TextWriter? output, bool overwrite, TimeProvider clock)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);

    private readonly long start = clock.GetTimestamp();
    private long? shown;
    private long? first;
    private string last = "";

    /// <param name="size">Entries of the log, <paramref name="files"/> in so many files.</param>
    public LogProgress Of(long size, long files) => (entries, read) =>
    {
        first ??= entries;
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        var rate = seconds < 1 || entries == first ? "" : string.Create(CultureInfo.InvariantCulture, $", {(entries - first.Value) / seconds:N0} entries/s");
        Show(string.Create(CultureInfo.InvariantCulture, $"log: {entries:N0} of {size:N0} entries, {read:N0} of {files:N0} files{rate}"), read == files);
    };

    public void Show(string text) => Show(text, always: false);

    public void Clear()
    {
        if (overwrite && last.Length > 0) output?.Write($"\r{new string(' ', last.Length)}\r");
        last = "";
    }

    private void Show(string text, bool always)
    {
        if (output is null || text == last) return;
        if (!always && shown is { } before && clock.GetElapsedTime(before) < (overwrite ? Often : Seldom)) return;
        shown = clock.GetTimestamp();

        // Names come from the site; they must not steer the reader's terminal.
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        if (overwrite) output.Write($"\r{plain.PadRight(last.Length)}");
        else output.WriteLine(plain);
        last = plain;
    }
}
