namespace Writ.App.Audit;

/// <summary>The published files, from a folder or a site. What cannot be reached ends the audit.</summary>
internal abstract class RecordSource : IDisposable
{
    private const int MostBytes = 256 << 20;

    /// <summary>Null where there is no such file.</summary>
    /// <param name="path">Relative to the site's root.</param>
    public abstract Task<byte[]?> Read(string path, CancellationToken cancel);

    public virtual void Dispose()
    {
    }

    public static RecordSource At(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new Site(uri) : new Folder(place);

    /// <summary>A data folder, or a copy of the site: <c>ledger/</c> beside <c>reports/</c> or <c>published/reports/</c>.</summary>
    private sealed class Folder(string root) : RecordSource
    {
        public override async Task<byte[]?> Read(string path, CancellationToken cancel)
        {
            foreach (var place in (string[])[Path.Combine(root, path), Path.Combine(root, "published", path)])
            {
                if (File.Exists(place)) return new FileInfo(place).Length <= MostBytes ? await File.ReadAllBytesAsync(place, cancel) : throw new IOException($"{path} is too large");
            }

            return null;
        }
    }

    private sealed class Site(Uri root) : RecordSource
    {
        // Another host is another witness: nothing is followed.
        private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = root.AbsolutePath.EndsWith('/') ? root : new Uri(root.GetLeftPart(UriPartial.Path) + "/"), MaxResponseContentBufferSize = MostBytes,
        };

        public override async Task<byte[]?> Read(string path, CancellationToken cancel)
        {
            using var response = await http.GetAsync(path, cancel);
            if (response.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Gone) return null;
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancel) : throw new IOException($"{path} is answered with {(int)response.StatusCode}");
        }

        public override void Dispose() => http.Dispose();
    }
}
