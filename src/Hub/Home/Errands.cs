using System.Text.Json;
using Writ.Base;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

internal enum ErrandKind
{
    Delete,
    Pin,
    LetGo,
}

internal sealed record Errand(ErrandKind Kind, string Clip);

/// <summary>
/// What was decided at home about clips and the server has not heard yet: kept in <c>errands.json</c>, brought in order, as often as it takes. A clip that
/// still waits to be uploaded is spoken of once it has been.
/// </summary>
internal sealed class Errands(HubFolder folder, ClipShelf shelf, ServerLine line)
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private List<Errand>? open;

    private string File => Path.Combine(folder.Root, "errands.json");

    /// <summary>Whether something about this clip is still to be brought.</summary>
    public bool About(ClipId clip)
    {
        lock (gate) return Open().Exists(e => e.Clip == clip.Text);
    }

    /// <summary>Durable when this returns. The newest word on a clip counts.</summary>
    public void Add(ErrandKind kind, ClipId clip)
    {
        lock (gate) Keep([.. Open().Where(e => e.Clip != clip.Text), new Errand(kind, clip.Text)]);
    }

    /// <summary>Brings what it can; a server that does not answer ends the round.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            foreach (var errand in Snapshot())
            {
                var clip = ClipId.FromTrusted(errand.Clip);
                if (errand.Kind != ErrandKind.Delete && shelf.Find(clip) is { } here && !shelf.IsSent(here)) continue;
                var done = errand.Kind switch
                {
                    ErrandKind.Delete => await line.Delete(clip, stop),
                    ErrandKind.Pin => (await line.Pass(HttpMethod.Put, $"clips/{errand.Clip}/pin", null, null, stop)).Map(_ => true),
                    ErrandKind.LetGo => (await line.Pass(HttpMethod.Delete, $"clips/{errand.Clip}/pin", null, null, stop)).Map(_ => true),
                };
                if (done.Refusal is { Kind: RefusalKind.Unavailable or RefusalKind.TooMany or RefusalKind.Unauthenticated }) return;
                lock (gate) Keep([.. Open().Where(e => e != errand)]);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private List<Errand> Snapshot()
    {
        lock (gate) return [.. Open()];
    }

    private List<Errand> Open() => open ??= System.IO.File.Exists(File) ? JsonSerializer.Deserialize<List<Errand>>(System.IO.File.ReadAllBytes(File)) ?? [] : [];

    private void Keep(List<Errand> all)
    {
        Durable.Replace(File, JsonSerializer.SerializeToUtf8Bytes(all));
        open = all;
    }
}
