using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Keeping;

/// <summary>How much the shelf holds.</summary>
/// <param name="MostBytes">Of all clips, sent or not.</param>
/// <param name="KeepSent">How long a clip that the server has stays here as well.</param>
internal sealed record ShelfLimits(long MostBytes, TimeSpan KeepSent)
{
    public static ShelfLimits Default { get; } = new(20L << 30, TimeSpan.Zero);
}

/// <summary>The clips that are kept at home, and what number comes next for each camera. Any thread.</summary>
/// <remarks>
/// A clip is written in a folder <c>open-CLIP</c> (<c>again-CLIP</c> where it is saved after a crash); with its card it is made durable and renamed to <c>NUMBER-CLIP</c>, which is when it exists. The
/// file <c>head</c> holds the number and hash of the last card; where a crash left it behind, the folder's name and its card say more.
/// </remarks>
internal sealed class ClipShelf(HubFolder folder, Keyring ring, ShelfLimits limits, TimeProvider clock)
{
    // A stream's times are tied to the clock anew in each run: clips that meet may be said to overlap by so much.
    private static readonly TimeSpan MostOverlap = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<CameraId, CardHead> heads = [];

    /// <summary>A folder for a clip that begins. Refusal <c>hub-shelf-full</c>.</summary>
    public Result<string> Open(CameraId camera, ClipId clip)
    {
        if (Used() > limits.MostBytes)
        {
            Sweep(everythingSent: true);
            if (Used() > limits.MostBytes) return KeepingRefusals.ShelfFull;
        }

        HubFolder.Make(Of(camera));
        var path = Path.Combine(Of(camera), $"open-{clip.Text}");
        HubFolder.Make(path);
        return path;
    }

    /// <summary>A folder for what is saved of a clip that was being written when the hub died. What an earlier try left is cleared away.</summary>
    public string OpenAgain(CameraId camera, ClipId clip)
    {
        var path = Path.Combine(Of(camera), $"again-{clip.Text}");
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        HubFolder.Make(path);
        return path;
    }

    /// <summary>Numbers the card, seals it beside the rest, and makes the clip exist. An <see cref="IOException"/> leaves it open.</summary>
    public KeptClip Complete(string open, ClipSeal seal, Func<int, string, ClipCard> card)
    {
        lock (gate)
        {
            var draft = card(0, new string('0', 64));
            var head = Head(draft.Camera);
            var whole = head is null ? draft : card(head.Number + 1, head.Hash);

            // A clock that was set back while nothing was recorded, or while the hub was off, is seen here only.
            if (head?.End - whole.From > MostOverlap) whole = whole with { ClockChanged = true };
            var signed = whole.Sign(ring.Own);
            WritePart(open, seal, ClipPart.Card, signed);
            Durable.SyncFolder(open);
            var path = Path.Combine(Of(whole.Camera), $"{whole.Number:D9}-{whole.Clip.Text}");
            Directory.Move(open, path);
            Durable.SyncFolder(Of(whole.Camera));

            // Only now: until it exists, its draft is what saves it.
            File.Delete(Path.Combine(path, SealingClip.DraftFile));
            SetHead(whole.Camera, new CardHead(whole.Number, Hash(signed), EndOf(whole)));
            return new KeptClip(path, whole.Camera, whole.Clip, whole.Number);
        }
    }

    /// <summary>Whole clips, each camera's in order of their numbers.</summary>
    public IReadOnlyList<KeptClip> All() =>
        [.. from camera in Cameras() from clip in Whole(camera) orderby clip.Number, clip.Camera.Text select clip];

    /// <summary>Clips that were being written when the hub died.</summary>
    public IReadOnlyList<(CameraId Camera, ClipId Clip, string Folder)> Interrupted() =>
    [
        .. from camera in Cameras()
           from path in Directory.EnumerateDirectories(Of(camera), "open-*")
           let clip = ClipId.TryParse(Path.GetFileName(path)["open-".Length..], out var id) ? id : (ClipId?)null
           where clip is not null
           select (camera, clip.Value, path),
    ];

    public KeptClip? Find(ClipId clip) => All().FirstOrDefault(c => c.Clip == clip);

    /// <summary>What a clip says of itself; the hub's own word, read back.</summary>
    public ClipCard Card(KeptClip clip) => ClipCard.Read(Signed(clip), ring.Own.Holder).Value;

    /// <summary>Lets go of clips that the server has, when their time here is over or room is needed.</summary>
    public void Sweep(bool everythingSent = false)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var clip in All())
        {
            var sent = new FileInfo(Path.Combine(clip.Folder, "sent"));
            if (sent.Exists && (everythingSent || now - sent.LastWriteTimeUtc >= limits.KeepSent)) clip.Delete();
        }
    }

    /// <summary>A part that fits in memory, sealed and flushed.</summary>
    internal static void WritePart(string folder, ClipSeal seal, ClipPart part, ReadOnlySpan<byte> plain)
    {
        using var file = new FileStream(Path.Combine(folder, KeptClip.FileOf(part)), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        using var writer = seal.Write(part, file);
        writer.Write(plain);
        writer.Complete();
        file.Flush(flushToDisk: true);
    }

    private static string Hash(byte[] signed) => Convert.ToHexStringLower(SHA256.HashData(signed));

    private long Used() => All().Sum(c => c.Bytes);

    private CardHead? Head(CameraId camera)
    {
        if (heads.TryGetValue(camera, out var known)) return known;
        var file = Path.Combine(Of(camera), "head");
        CardHead? head = File.Exists(file) ? JsonSerializer.Deserialize<CardHead>(File.ReadAllBytes(file)) : null;
        if (Whole(camera).LastOrDefault() is { } last && last.Number > (head?.Number ?? -1)) head = new CardHead(last.Number, Hash(Signed(last)), EndOf(Card(last)));
        if (head is not null) heads[camera] = head;
        return head;
    }

    private void SetHead(CameraId camera, CardHead head)
    {
        heads[camera] = head;
        Durable.Replace(Path.Combine(Of(camera), "head"), JsonSerializer.SerializeToUtf8Bytes(head));
    }

    private byte[] Signed(KeptClip clip)
    {
        var header = File.ReadAllBytes(clip.Header);
        var key = ring.Of(ClipSeal.Generation(header, ring.Current().Home, clip.Clip) ?? -1) ?? throw new InvalidDataException("A clip of another home");
        using var seal = ClipSeal.Read(key, clip.Clip, header).Value;
        using var reader = seal.Open(ClipPart.Card);
        return reader.All(File.ReadAllBytes(clip.Part(ClipPart.Card))).Value;
    }

    private IEnumerable<CameraId> Cameras() =>
        from path in Directory.EnumerateDirectories(folder.Clips)
        let id = CameraId.TryParse(Path.GetFileName(path), out var camera) ? camera : (CameraId?)null
        where id is not null
        select id.Value;

    private IEnumerable<KeptClip> Whole(CameraId camera) =>
        from path in Directory.EnumerateDirectories(Of(camera)).Order(StringComparer.Ordinal)
        let name = Path.GetFileName(path).Split('-', 2)
        where name.Length == 2 && name[0].Length == 9
        let clip = ClipId.TryParse(name[1], out var id) ? id : (ClipId?)null
        where clip is not null
        select new KeptClip(path, camera, clip.Value, int.Parse(name[0], CultureInfo.InvariantCulture));

    private string Of(CameraId camera) => Path.Combine(folder.Clips, camera.Text);

    private static DateTimeOffset EndOf(ClipCard card) => card.From.AddMilliseconds(card.Milliseconds);

    private sealed record CardHead(int Number, string Hash, DateTimeOffset? End = null);
}
