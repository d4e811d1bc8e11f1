using System.Globalization;
using Writ.Base;

namespace Writ.Verify;

/// <summary>
/// Keeps a copy of every file that is read through, for somebody to check later. Full tiles and bundles that are there already are taken from the copy: they
/// never change, and are checked as if they had been fetched. The checkpoint comes last, so that a copy with one is whole up to it.
/// </summary>
internal sealed class SavingSite(Site inner, string folder) : Site
{
    private const string Checkpoint = "ledger/checkpoint";

    private readonly HashSet<string> saved = new(StringComparer.Ordinal);
    private readonly Lock books = new();
    private byte[]? checkpoint;

    /// <summary>Files that were not fetched because an earlier run had saved them.</summary>
    public int Reused { get; private set; }

    public override bool MakesDownloads => inner.MakesDownloads;

    public override async Task<Stream?> Open(string path, long maxBytes)
    {
        var target = Target(path);
        if (IsForGood(path) && File.Exists(target))
        {
            lock (books) Reused++;
            return new BoundedStream(Disk(() => File.OpenRead(target)), maxBytes, path);
        }

        if (await inner.Open(path, maxBytes) is not { } stream) return null;
        lock (books)
        {
            // Of a file that is read twice the first counts: it is the one that was checked.
            if (!saved.Add(path)) return stream;
        }

        return path == Checkpoint ? new KeepingStream(stream, new MemoryStream(), bytes => checkpoint ??= ((MemoryStream)bytes).ToArray()) : Keep(stream, target);
    }

    /// <summary>The log was read to its end: from now on the copy is one.</summary>
    public void Complete()
    {
        if (checkpoint is { } note) Disk(() => Put(Checkpoint, note));
    }

    /// <summary>Both notes of a split view, beside the copy.</summary>
    public void Put(IEnumerable<Evidence> evidence)
    {
        var number = 0;
        foreach (var note in evidence) Disk(() => Put(string.Create(CultureInfo.InvariantCulture, $"evidence/{++number}.note"), System.Text.Encoding.UTF8.GetBytes(note.Note)));
    }

    public override void Dispose() => inner.Dispose();

    private static bool IsForGood(string path) => path.StartsWith("ledger/tile/", StringComparison.Ordinal) && !path.Contains(".p/", StringComparison.Ordinal);

    private KeepingStream Keep(Stream stream, string target)
    {
        var draft = target + ".part";
        return Disk(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            return new KeepingStream(stream, new FileStream(draft, FileMode.Create, FileAccess.Write), file =>
            {
                file.Dispose();
                File.Move(draft, target, overwrite: true);
            });
        });
    }

    private bool Put(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target(path))!);
        Durable.Replace(Target(path), bytes, others: true);
        return true;
    }

    private string Target(string path)
    {
        // Paths of reports are the log's word; none may leave the folder.
        if (Path.IsPathRooted(path) || path.Split('/', '\\').Any(part => part is "" or "." or "..")) throw new UnreachableException($"{path} is no name for a file");
        return Path.Combine(folder, path);
    }

    private static T Disk<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreachableException($"The copy cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Copies what passes; <paramref name="whole"/> is called once, when all of it has.</summary>
    private sealed class KeepingStream(Stream inner, Stream copy, Action<Stream> whole) : ForwardStream(inner)
    {
        private bool done;

        public override int Read(byte[] buffer, int offset, int count) => Kept(Inner.Read(buffer, offset, count), buffer.AsSpan(offset));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Kept(await Inner.ReadAsync(buffer, cancellationToken), buffer.Span);

        protected override void Dispose(bool disposing)
        {
            if (disposing) copy.Dispose();
            base.Dispose(disposing);
        }

        private int Kept(int read, ReadOnlySpan<byte> buffer) => read == 0 ? Finish() : Copy(read, buffer);

        private int Copy(int read, ReadOnlySpan<byte> buffer)
        {
            try
            {
                copy.Write(buffer[..read]);
                return read;
            }
            catch (IOException e)
            {
                throw new UnreachableException($"The copy cannot be written: {e.Message}", e);
            }
        }

        private int Finish()
        {
            if (!done)
            {
                Disk(() =>
                {
                    whole(copy);
                    return true;
                });
            }

            done = true;
            return 0;
        }
    }
}
