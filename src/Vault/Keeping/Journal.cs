using System.Text;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>Points at which a test may break the journal.</summary>
internal enum JournalStep
{
    /// <summary>Before a frame is written.</summary>
    Write,

    /// <summary>The frame is written, and not flushed.</summary>
    Flush,

    /// <summary>Before the journal without what was destroyed is written beside.</summary>
    Beside,

    /// <summary>It is whole beside.</summary>
    Rename,

    /// <summary>It is in its place; the bytes of the old one are still on the disk.</summary>
    Wipe,
}

/// <summary>
/// The vault's append-only journal: one file, whose entries are made durable in groups, in the order in which they
/// were appended. A frame is written only after the one before it is durable, so a crash can tear the last frame only.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    /// <summary>Of a journal that is being written anew.</summary>
    internal const string NextEnding = ".next";

    private readonly string path;
    private readonly string vault;
    private readonly Action<JournalStep>? probe;
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task writing;
    private SafeFileHandle file;
    private long end;
    private long number;
    private volatile Task last = Task.CompletedTask;

    private Journal(SafeFileHandle file, string path, string vault, long end, long number, Action<JournalStep>? probe)
    {
        this.file = file;
        this.path = path;
        this.probe = probe;
        this.vault = vault;
        this.end = end;
        this.number = number;
        writing = Task.Run(Write);
    }

    /// <summary>What was cut off at start, in words; null if the journal ended with a whole frame.</summary>
    internal string? Cut { get; private init; }

    /// <summary>Makes an empty journal for this vault, durable; the name appears only when it is whole.</summary>
    internal static void Create(string path, string vault)
    {
        File.Delete(path);
        SecretFile.Write(path, Start(vault));
    }

    /// <summary>Whether the file is missing, or was made and never written to.</summary>
    internal static bool NeverUsed(string path) => !File.Exists(path) || new FileInfo(path).Length <= Start(IdText.New(VaultFolder.IdPrefix)).Length;

    /// <summary>Replays every entry in order. A torn last frame is cut off and kept beside, as it was never acknowledged.</summary>
    /// <param name="toWrite">How the file is opened for writing; a test gives a disk that is full.</param>
    /// <param name="probe">Where a test breaks it.</param>
    internal static Result<Journal> Open(string path, string vault, Action<Entry> replay, Func<string, SafeFileHandle>? toWrite = null, Action<JournalStep>? probe = null)
    {
        // The file is read at once; at some 100 bytes an entry it stays small for years.
        var bytes = File.ReadAllBytes(path);
        var start = Start(vault);
        if (!bytes.AsSpan().StartsWith(start)) return VaultRefusals.JournalDamaged;
        long number = 0;
        var at = start.Length;
        while (at < bytes.Length)
        {
            var frame = Frame.At(bytes.AsSpan(at), vault, out var found);
            if (frame.IsEmpty) break;
            if (found != number || Frame.Entries(frame) is not { } entries) return VaultRefusals.JournalDamaged;
            entries.ForEach(replay);
            number++;
            at += frame.Length;
        }

        string? cut = null;
        if (at < bytes.Length)
        {
            var tail = bytes.AsSpan(at);
            // More than a crash can tear: something that was acknowledged is damaged, and forgetting it is not ours to choose.
            if (tail.Length > Frame.HeadLength + Frame.MaxPayload || HoldsFrame(tail[1..], vault)) return VaultRefusals.JournalDamaged;
            cut = $"{tail.Length} bytes after frame {number}: not a whole frame, kept as journal.torn-{number}";
            File.Delete($"{path}.torn-{number}");
            SecretFile.Write($"{path}.torn-{number}", tail.ToArray());
        }

        var file = toWrite?.Invoke(path) ?? File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        if (cut is not null)
        {
            RandomAccess.SetLength(file, at);
            RandomAccess.FlushToDisk(file);
        }

        return new Journal(file, path, vault, at, number, probe) { Cut = cut };
    }

    /// <summary>
    /// Queues an entry. Call it under the lock that guards the state it changes, so that the journal's order is the
    /// state's. It is durable when <see cref="WhenDurable"/>, asked afterwards, completes.
    /// </summary>
    internal void Append(Entry entry) => Queue(new Waiting(entry.ToBytes(), null));

    /// <summary>
    /// Queues that the whole journal is written anew, each entry as <paramref name="keep"/> gives it, or without it. Frames keep their
    /// numbers. The old file is overwritten before it is let go of.
    /// </summary>
    internal Task Rewrite(Func<Entry, Entry?> keep)
    {
        var waiting = new Waiting([], keep);
        Queue(waiting);
        return waiting.Done.Task;
    }

    private void Queue(Waiting waiting)
    {
        last = waiting.Done.Task;
        if (!queue.Writer.TryWrite(waiting)) waiting.Done.SetException(new IOException("The journal is closed"));
    }

    /// <summary>Completes when everything appended so far is durable; throws <see cref="IOException"/> if it never will be.</summary>
    internal Task WhenDurable() => last;

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        file.Dispose();
    }

    private static byte[] Start(string vault) => Encoding.ASCII.GetBytes($"writ.vault.journal/v1\n{vault}\n");

    private static bool HoldsFrame(ReadOnlySpan<byte> bytes, string vault)
    {
        for (var at = 0; at <= bytes.Length - Frame.HeadLength; at++)
        {
            if (!Frame.At(bytes[at..], vault, out _).IsEmpty) return true;
        }

        return false;
    }

    /// <summary>
    /// After a crash before the flush: the frame is whole or torn, and nobody was told. After it: the frame is there.
    /// After a failed write nothing more is written, for what is in memory may be ahead of the disk; a new start recovers.
    /// </summary>
    private async Task Write()
    {
        Exception? broken = null;
        var group = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var size = 0;
            while (size < Frame.MaxPayload - ushort.MaxValue && queue.Reader.TryPeek(out var next) && (group.Count == 0 || (next.Keep is null && group[0].Keep is null)))
            {
                _ = queue.Reader.TryRead(out var waiting);
                group.Add(waiting!);
                size += 4 + waiting!.Bytes.Length;
            }

            try
            {
                if (broken is null)
                {
                    if (group[0].Keep is { } keep) WriteAnew(keep);
                    else Write([.. group.Select(waiting => waiting.Bytes)]);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                broken = e;
            }

            foreach (var waiting in group)
            {
                if (broken is null) waiting.Done.SetResult();
                else waiting.Done.SetException(new IOException("The vault's journal cannot be written", broken));
            }

            group.Clear();
        }
    }

    private void Write(List<byte[]> entries)
    {
        var frame = Frame.Write(vault, number, entries);
        probe?.Invoke(JournalStep.Write);
        RandomAccess.Write(file, frame, end);
        probe?.Invoke(JournalStep.Flush);
        RandomAccess.FlushToDisk(file);
        end += frame.Length;
        number++;
    }

    /// <summary>
    /// Crash before the rename: the old journal, which still holds what was to go and says so; the next start does this again. After it: the
    /// new one. The old file's bytes may then still be on the disk, until they are overwritten here or by others.
    /// </summary>
    private void WriteAnew(Func<Entry, Entry?> keep)
    {
        probe?.Invoke(JournalStep.Beside);
        var bytes = new byte[end];
        for (var at = 0; at < bytes.Length;)
        {
            var got = RandomAccess.Read(file, bytes.AsSpan(at), at);
            if (got == 0) throw new IOException("The journal is shorter than it was");
            at += got;
        }

        var anew = Anew(bytes, vault, keep);
        var beside = path + NextEnding;
        using (var stream = new FileStream(beside, SecretFile.Options(FileMode.Create)))
        {
            stream.Write(anew);
            stream.Flush(flushToDisk: true);
        }

        probe?.Invoke(JournalStep.Rename);
        File.Move(beside, path, overwrite: true);
        Durable.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var next = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var old = file;
        (file, end) = (next, anew.Length);
        probe?.Invoke(JournalStep.Wipe);
        using (old)
        {
            RandomAccess.Write(old, new byte[bytes.Length], 0);
            RandomAccess.FlushToDisk(old);
        }
    }

    /// <param name="keep">Each entry as it is to stand, or null.</param>
    internal static byte[] Anew(ReadOnlySpan<byte> journal, string vault, Func<Entry, Entry?> keep)
    {
        var start = Start(vault);
        using var anew = new MemoryStream();
        anew.Write(start);
        for (var at = start.Length; at < journal.Length;)
        {
            var frame = Frame.At(journal[at..], vault, out var number);
            var kept = Frame.Entries(frame)!.Select(keep).OfType<Entry>().Select(entry => entry.ToBytes()).ToList();
            anew.Write(Frame.Write(vault, number, kept));
            at += frame.Length;
        }

        return anew.ToArray();
    }

    private sealed record Waiting(byte[] Bytes, Func<Entry, Entry?>? Keep)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
