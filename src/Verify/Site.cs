namespace Writ.Verify;

/// <summary>The site could not be asked, or gave more than it may. Ends the check with exit 2.</summary>
internal sealed class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where the files under check are. Paths are relative to the site's root, with forward slashes.</summary>
internal abstract class Site : IDisposable
{
    /// <summary>The file's bytes as a stream that ends with an exception beyond the bound; null if there is none.</summary>
    public abstract Task<Stream?> Open(string path, long maxBytes);

    public async Task<byte[]?> Read(string path, long maxBytes)
    {
        await using var stream = await Open(path, maxBytes);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>True where a report's downloads (CSV, JSON of cells, drawing) are made on demand, and so have to be there.</summary>
    public virtual bool MakesDownloads => false;

    public virtual void Dispose()
    {
    }

    public static Site At(string target, TimeSpan timeout, TimeProvider clock, CancellationToken stop = default) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new HttpSite(uri, timeout, clock, stop: stop)
            : File.Exists(target) ? new TarSite(target) : new FolderSite(target);
}

/// <summary>Stops at the next file once the reader of the output has had enough.</summary>
internal sealed class StoppingSite(Site inner, CancellationToken stop) : Site
{
    public override bool MakesDownloads => inner.MakesDownloads;

    public override Task<Stream?> Open(string path, long maxBytes)
    {
        stop.ThrowIfCancellationRequested();
        return inner.Open(path, maxBytes);
    }

    public override void Dispose() => inner.Dispose();
}

/// <summary>A data folder, a mirror's folder or a copy of the site: <c>ledger/</c> beside <c>reports/</c> or <c>published/reports/</c>.</summary>
internal sealed class FolderSite(string root) : Site
{
    public override Task<Stream?> Open(string path, long maxBytes)
    {
        if (!Directory.Exists(root)) throw new UnreachableException($"There is no folder {root}");
        foreach (var place in new[] { Path.Combine(root, path), Path.Combine(root, "published", path) })
        {
            try
            {
                return Task.FromResult<Stream?>(new BoundedStream(File.OpenRead(place), maxBytes, path));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UnreachableException($"{path} cannot be read: {e.Message}", e);
            }
        }

        return Task.FromResult<Stream?>(null);
    }
}

/// <summary>Lets so many bytes pass and no more.</summary>
internal sealed class BoundedStream(Stream inner, long maxBytes, string name) : ForwardStream(inner)
{
    private long passed;

    public override int Read(byte[] buffer, int offset, int count) => Count(Guard(() => Inner.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await Inner.ReadAsync(buffer, cancellationToken));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ImpatientException)
        {
            throw new UnreachableException($"{name} broke off: {e.Message}", e);
        }
    }

    private int Guard(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ImpatientException)
        {
            throw new UnreachableException($"{name} broke off: {e.Message}", e);
        }
    }

    private int Count(int read)
    {
        passed += read;
        return passed <= maxBytes ? read : throw new UnreachableException($"{name} is larger than {maxBytes} bytes");
    }
}
