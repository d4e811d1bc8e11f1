using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Keeping;

/// <summary>
/// A whole clip on the shelf: a folder <c>clips/CAMERA/NUMBER-CLIP</c> with <c>header</c>, <c>video</c>, <c>poster</c>, <c>card</c>, and <c>sent</c> once the server
/// has it, and <c>pinned</c> while it is kept for good; <c>provider-held</c> where an owner had signed that when it began, and then <c>record</c>, from before the server may have it.
/// </summary>
internal sealed record KeptClip(string Folder, CameraId Camera, ClipId Clip, int Number)
{
    public const string ProviderHeldFile = "provider-held";

    public string Header => Path.Combine(Folder, "header");

    public string Record => Path.Combine(Folder, "record");

    public bool ProviderHeld => File.Exists(Path.Combine(Folder, ProviderHeldFile));

    public bool Sent => File.Exists(Path.Combine(Folder, "sent"));

    /// <summary>Null until the server has it. One that says nothing was sent as the first, when its file was written.</summary>
    public SentMark? SentMark
    {
        get
        {
            var file = new FileInfo(Path.Combine(Folder, "sent"));
            if (!file.Exists) return null;
            return File.ReadAllText(file.FullName).Split(' ') is [var number, var ticks] && long.TryParse(number, CultureInfo.InvariantCulture, out var n) && long.TryParse(ticks, CultureInfo.InvariantCulture, out var t)
                ? new SentMark(n, new DateTimeOffset(t, TimeSpan.Zero))
                : new SentMark(0, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
    }

    public bool Pinned => File.Exists(Path.Combine(Folder, "pinned"));

    /// <summary>Of all that is sealed.</summary>
    public long Bytes
    {
        get
        {
            try
            {
                return new DirectoryInfo(Folder).EnumerateFiles().Sum(f => f.Length);
            }
            catch (DirectoryNotFoundException)
            {
                // Deleted at this moment.
                return 0;
            }
        }
    }

    public string Part(ClipPart part) => Path.Combine(Folder, FileOf(part));

    public static string FileOf(ClipPart part) => part switch
    {
        ClipPart.Video => "video",
        ClipPart.Poster => "poster",
        ClipPart.Card => "card",
    };

    public void MarkSent(SentMark mark) =>
        Durable.Replace(Path.Combine(Folder, "sent"), System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mark.Number} {mark.At.UtcTicks}")));

    public void SetPinned(bool pinned)
    {
        if (pinned) Durable.Replace(Path.Combine(Folder, "pinned"), []);
        else File.Delete(Path.Combine(Folder, "pinned"));
    }

    /// <summary>Gone for good: the header first, without which nothing opens.</summary>
    public void Delete()
    {
        File.Delete(Header);
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>When the server had a clip.</summary>
/// <param name="Number">Higher for what was sent later.</param>
internal sealed record SentMark(long Number, DateTimeOffset At);
