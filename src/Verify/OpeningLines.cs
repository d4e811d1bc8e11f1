using System.Security.Cryptography;

namespace Writ.Verify;

/// <summary>Reads a file line by line, bounded, and hashes it whole as it goes.</summary>
internal sealed class OpeningLines(Stream stream) : IDisposable
{
    private const int MaxLine = 1 << 20;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>Without its newline; valid until the next call. Null at the end, or for a line beyond the bound.</summary>
    public ReadOnlyMemory<byte>? Next()
    {
        for (var from = start; ;)
        {
            var newline = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = buffer.AsMemory(start, from + newline - start);
                start = from + newline + 1;
                return line;
            }

            from = end;
            if (!Fill(ref from))
            {
                if (start == end || IsTooLong) return null;
                var last = buffer.AsMemory(start, end - start);
                start = end;
                return last;
            }
        }
    }

    public bool IsTooLong { get; private set; }

    /// <summary>Of the whole file, lower-case hex; reads what is left of it. The last call.</summary>
    public string Sha256()
    {
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer)) hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        hash.Dispose();
        stream.Dispose();
    }

    private bool Fill(ref int from)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (from, end, start) = (from - start, end - start, 0);
        }

        if (end == buffer.Length)
        {
            IsTooLong = buffer.Length >= MaxLine;
            if (IsTooLong) return false;
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        hash.AppendData(buffer, end, read);
        end += read;
        return read > 0;
    }
}
