using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Orders;

namespace Writ.Hub.Rendering;

/// <summary>The orders that make something of a clip: one at a time, so that recording goes on meanwhile.</summary>
internal sealed class RenderWork(Keyring ring, ClipFinder clips, Renderer renderer, FaceFinder faces, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public async Task<Result<OrderAnswer>> RenderAsync(HomeOrder order, Action<int> progress, CancellationToken stop)
    {
        if (!EditList.Read(order.Content).TryGet(out var edits, out var refusal)) return refusal;
        await turn.WaitAsync(stop);
        try
        {
            if (!(await clips.FindAsync(edits.Clip, stop)).TryGet(out var found, out refusal)) return refusal;
            using var clip = found;
            if (!(await renderer.RenderAsync(clip, edits, progress, stop)).TryGet(out var made, out refusal)) return refusal;
            var head = new JsonObject { ["card"] = Encoding.UTF8.GetString(Card(clip, edits, made)), ["codecs"] = made.Codecs, ["initial"] = made.Initial };
            return new OrderAnswer(head, made.Video);
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task<Result<OrderAnswer>> FacesAsync(HomeOrder order, Action<int> progress, CancellationToken stop)
    {
        var reader = new OrderReader(order.Content);
        var (id, from, to) = (reader.Clip(), reader.Number("from", ClipCard.MostMilliseconds), reader.Number("to", ClipCard.MostMilliseconds));
        if (!reader.Ok || from >= to || to - from > EditList.MostMilliseconds) return OrderRefusals.Form;
        await turn.WaitAsync(stop);
        try
        {
            if (!(await clips.FindAsync(id, stop)).TryGet(out var found, out var refusal)) return refusal;
            using var clip = found;
            if (!(await faces.FindAsync(clip, from, to, progress, stop)).TryGet(out var all, out refusal)) return refusal;
            return new OrderAnswer(new JsonObject
            {
                ["faces"] = new JsonArray([.. all.Select(f => new JsonObject
                {
                    ["at"] = f.At, ["boxes"] = new JsonArray([.. f.Boxes.Select(b => new JsonArray(b.X, b.Y, b.Width, b.Height))]),
                })]),
            });
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private byte[] Card(FoundClip clip, EditList edits, Rendered made) => new DerivedCard(
        clip.Card.Home, GrantId.FromTrusted(edits.Grant), edits.Clip, clip.Card.Number, clip.Original, clock.GetUtcNow(), edits.From, edits.To, edits.Hash, edits.Length,
        Convert.ToHexStringLower(SHA256.HashData(made.Video)), made.Width, made.Height).Sign(ring.Own);
}
