using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Keeping;

/// <summary>How much the shelf holds.</summary>
/// <param name="MostBytes">Of all whole clips, sent or not.</param>
/// <param name="KeepSent">How long a clip that the server has stays here as well, counted from when the server had it.</param>
internal sealed record ShelfLimits(long MostBytes, TimeSpan KeepSent)
{
    public static ShelfLimits Default { get; } = new(20L << 30, TimeSpan.FromDays(7));
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
    private readonly ConcurrentDictionary<CameraId, int> pinnedGone = [];

    // By folder: many clips are looked through every few seconds, and what is known of each does not change by itself.
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>A folder for a clip that begins. Refusal <c>hub-shelf-full</c>.</summary>
    public Result<string> Open(CameraId camera, ClipId clip)
    {
        if (Used() > limits.MostBytes)
        {
            Sweep();
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

    /// <summary>Whole clips that the server does not have yet.</summary>
    public IReadOnlyList<KeptClip> Waiting() => [.. All().Where(clip => Of(clip).Sent is null)];

    /// <summary>Clips that are kept for good and of which the copy here had to go, since this hub started: the server still has them.</summary>
    public int PinnedGone(CameraId camera) => pinnedGone.GetValueOrDefault(camera);

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

    public DateOnly Day(KeptClip clip) => Of(clip).Day ??= DateOnly.FromDateTime(Card(clip).From.UtcDateTime);

    /// <summary>The day it is now, UTC, as the days of clips are.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public bool IsSent(KeptClip clip) => Of(clip).Sent is not null;

    public bool IsPinned(KeptClip clip) => Of(clip).Pinned;

    /// <summary>The server has it. When that was is written down, with a number that also orders what a clock set back would not.</summary>
    public void MarkSent(KeptClip clip)
    {
        lock (gate)
        {
            var sent = new SentMark(1 + All().Select(c => Of(c).Sent?.Number ?? 0).DefaultIfEmpty().Max(), clock.GetUtcNow());
            clip.MarkSent(sent);
            Of(clip).Sent = sent;
        }
    }

    /// <summary>Kept for good, or no longer.</summary>
    public void SetPinned(KeptClip clip, bool pinned)
    {
        if (Of(clip).Pinned == pinned) return;
        clip.SetPinned(pinned);
        Of(clip).Pinned = pinned;
    }

    /// <summary>Gone for good.</summary>
    public void Delete(KeptClip clip)
    {
        lock (gate)
        {
            if (Directory.Exists(clip.Folder)) clip.Delete();
            known.TryRemove(clip.Folder, out _);
        }
    }

    /// <summary>
    /// Lets go of clips that the server has: those whose time here is over, then the oldest until the others have room. One that is kept for good goes
    /// only when nothing else is left to make room with. What waits for the server never goes.
    /// </summary>
    public void Sweep()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var sent = All().Where(clip => Of(clip).Sent is not null).OrderBy(clip => Of(clip).Sent!.Number).ToList();
            foreach (var clip in sent.Where(clip => !Of(clip).Pinned && now - Of(clip).Sent!.At >= limits.KeepSent).ToList())
            {
                Delete(clip);
                sent.Remove(clip);
            }

            var over = Used() - limits.MostBytes;
            foreach (var clip in sent.OrderBy(clip => Of(clip).Pinned))
            {
                if (over <= 0) return;
                over -= Of(clip).Bytes;
                if (Of(clip).Pinned) pinnedGone.AddOrUpdate(clip.Camera, 1, (_, count) => count + 1);
                Delete(clip);
            }
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

    private long Used() => All().Sum(clip => Of(clip).Bytes);

    private Known Of(KeptClip clip) => known.GetOrAdd(clip.Folder, _ => new Known(clip.Bytes) { Sent = clip.SentMark, Pinned = clip.Pinned });

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

    private sealed class Known(long bytes)
    {
        public long Bytes => bytes;

        public SentMark? Sent { get; set; }

        public bool Pinned { get; set; }

        public DateOnly? Day { get; set; }
    }
}
