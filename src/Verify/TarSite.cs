using System.Formats.Tar;

namespace Writ.Verify;

/// <summary>A copy of the site as one tar file. It is read through once for the places of its files, and not unpacked.</summary>
internal sealed class TarSite : Site
{
    private const int MostFiles = 4_000_000;

    private readonly string path;
    private readonly Dictionary<string, (long At, long Length)> files = new(StringComparer.Ordinal);
    private readonly string top = "";

    public TarSite(string path)
    {
        this.path = path;
        try
        {
            using var file = File.OpenRead(path);
            using var reader = new TarReader(file);
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
                if (files.Count == MostFiles) throw new UnreachableException($"{path} holds more than {MostFiles} files");
                if (!files.TryAdd(name, (entry.DataOffset, entry.Length))) throw new UnreachableException($"{path} holds {name} twice; which one counts is anyone's guess");
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new UnreachableException($"{path} is not a tar file that can be read (unpack it if it is compressed): {e.Message}", e);
        }

        // As `tar` packs a folder: all in one, whose name says nothing.
        if (!files.ContainsKey("ledger/checkpoint")
            && files.Keys.Where(name => name.EndsWith("/ledger/checkpoint", StringComparison.Ordinal)).ToArray() is [var only]) top = only[..^"ledger/checkpoint".Length];
    }

    public override Task<Stream?> Open(string path, long maxBytes)
    {
        foreach (var name in new[] { top + path, $"{top}published/{path}" })
        {
            if (files.TryGetValue(name, out var place)) return Task.FromResult<Stream?>(new BoundedStream(Slice(place.At, place.Length), maxBytes, path));
        }

        return Task.FromResult<Stream?>(null);
    }

    private SliceStream Slice(long at, long length)
    {
        try
        {
            var file = File.OpenRead(path);
            file.Position = at;
            return new SliceStream(file, length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreachableException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private sealed class SliceStream(Stream inner, long left) : ForwardStream(inner)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Inner.Read(buffer, offset, (int)Math.Min(count, left));
            left -= read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
            left -= read;
            return read;
        }
    }
}
