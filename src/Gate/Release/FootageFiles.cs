using System.Globalization;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Gate.Open;
using Writ.Kit;
using Writ.Sources.Cameras;

namespace Writ.Gate.Release;

/// <summary>What a production says of one item's footage.</summary>
/// <param name="Clips">How many are in it.</param>
/// <param name="Edits">What is not in it and why, in sentences.</param>
internal sealed record ItemFootage(IReadOnlyList<ProductionFile> Files, int Clips, IReadOnlyList<string> Edits);

/// <summary>
/// Clips as files: video, poster, the hub's signed card, and once the list of who holds keys of the home, so that the recipient can check what the
/// hub recorded. Each part is opened twice, chunk by chunk: for its hash, which stands in the manifest, and when it is sealed to the recipient. It is
/// nowhere whole in memory, and nowhere plain on a disk. Disposing wipes the clips' keys.
/// </summary>
internal sealed class FootageFiles(FootageSource source, ReleasePermit permit) : IDisposable
{
    /// <summary>In one production: the manifest names three files for each.</summary>
    public const int MostClips = 6_000;

    private readonly List<ClipSeal> seals = [];

    /// <param name="chains">Of the homes that the clips are of.</param>
    public async Task<ItemFootage> Of(ItemId item, StoredFootage footage, IReadOnlyDictionary<HomeId, byte[]> chains, CancellationToken cancel)
    {
        var (files, given, unread) = (new List<ProductionFile>(), new List<StoredClip>(), 0);
        foreach (var clip in footage.Clips)
        {
            cancel.ThrowIfCancellationRequested();
            if (await FilesOf(item, clip, cancel) is { } parts)
            {
                files.AddRange(parts);
                given.Add(clip);
            }
            else unread++;
        }

        files.AddRange(given.Select(c => c.Home).Distinct().Where(home => chains[home].Length > 0).Select(home => new ProductionFile(item, $"{home}.chain.jsonl", [.. chains[home]])));
        return new ItemFootage(files, given.Count, Edits(footage.ClosedCameras, unread));
    }

    public void Dispose()
    {
        foreach (var seal in seals) seal.Dispose();
    }

    /// <summary>Null where the clip is gone meanwhile, or its hub sent a record that does not open it.</summary>
    private async Task<IReadOnlyList<ProductionFile>?> FilesOf(ItemId item, StoredClip clip, CancellationToken cancel)
    {
        if (SealOf(clip) is not { } seal) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"{clip.Record.On:yyyy-MM-dd}-{clip.Clip}");
        var files = new List<ProductionFile>();
        try
        {
            foreach (var (part, ending) in (IReadOnlyList<(ClipPart, string)>)[(ClipPart.Video, "mp4"), (ClipPart.Poster, "jpg"), (ClipPart.Card, "card.json")])
            {
                var (size, sha256) = await Measured(clip, seal, part, cancel);
                if (size > 0) files.Add(new ProductionFile(item, $"{name}.{ending}", size, sha256, () => Opened(clip, seal, part)));
            }

            return files;
        }
        catch (FootageLostException)
        {
            return null;
        }
    }

    private ClipSeal? SealOf(StoredClip clip)
    {
        if (!permit.Open(clip.Record).TryGet(out var plain, out _)) return null;
        var opened = FootageRecord.Open(plain, clip.Home, clip.Clip, clip.Header);
        CryptographicOperations.ZeroMemory(plain);
        if (!opened.TryGet(out var seal, out _)) return null;
        seals.Add(seal);
        return seal;
    }

    private async Task<(long Size, string Sha256)> Measured(StoredClip clip, ClipSeal seal, ClipPart part, CancellationToken cancel)
    {
        var stored = await source.Open(clip, part, cancel) ?? throw new FootageLostException("A part is gone");
        using var plain = new ClipPartStream(seal, part, stored);
        return (plain.Length, Convert.ToHexStringLower(SHA256.HashData(plain)));
    }

    // Parts are files, and opening one waits for nothing; the archive is written without waiting, on a thread of its own.
    private ClipPartStream Opened(StoredClip clip, ClipSeal seal, ClipPart part) =>
        new(seal, part, source.Open(clip, part).GetAwaiter().GetResult() ?? throw new FootageLostException("A part is gone"));

    private static List<string> Edits(int closed, int unread)
    {
        var edits = new List<string>();
        if (closed > 0)
        {
            edits.Add($"The company cannot open what {WordsOf.Count(closed, "camera")} of this account recorded, or a part of it: the owner alone holds the keys. "
                + "None of that is in here, and this does not say whether there is any.");
        }

        if (unread > 0)
            edits.Add($"{WordsOf.Count(unread, "clip")} could not be opened: {(unread == 1 ? "it was" : "they were")} deleted while this was made, or the key that the owner's hub had sent does not fit.");
        return edits;
    }
}
