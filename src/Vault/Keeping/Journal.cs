using System.Text;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>
/// The vault's append-only journal: one file, whose entries are made durable in groups, in the order in which they
/// were appended. A frame is written only after the one before it is durable, so a crash can tear the last frame only.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly SafeFileHandle file;
    private readonly string vault;
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task writing;
    private long end;
    private long number;
    private volatile Task last = Task.CompletedTask;

    private Journal(SafeFileHandle file, string vault, long end, long number)
    {
        this.file = file;
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
    internal static Result<Journal> Open(string path, string vault, Action<Entry> replay, Func<string, SafeFileHandle>? toWrite = null)
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

        return new Journal(file, vault, at, number) { Cut = cut };
    }

    /// <summary>
    /// Queues an entry. Call it under the lock that guards the state it changes, so that the journal's order is the
    /// state's. It is durable when <see cref="Durable"/>, asked afterwards, completes.
    /// </summary>
    internal void Append(Entry entry)
    {
        var waiting = new Waiting(entry.ToBytes());
        last = waiting.Done.Task;
        if (!queue.Writer.TryWrite(waiting)) waiting.Done.SetException(new IOException("The journal is closed"));
    }

    /// <summary>Completes when everything appended so far is durable; throws <see cref="IOException"/> if it never will be.</summary>
    internal Task Durable() => last;

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
            while (size < Frame.MaxPayload - ushort.MaxValue && queue.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
                size += 4 + waiting.Bytes.Length;
            }

            try
            {
                if (broken is null) Write([.. group.Select(waiting => waiting.Bytes)]);
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
        RandomAccess.Write(file, frame, end);
        RandomAccess.FlushToDisk(file);
        end += frame.Length;
        number++;
    }

    private sealed record Waiting(byte[] Bytes)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
