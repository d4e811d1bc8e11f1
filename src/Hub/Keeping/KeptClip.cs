using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Keeping;

/// <summary>
/// A whole clip on the shelf: a folder <c>clips/CAMERA/NUMBER-CLIP</c> with <c>header</c>, <c>video</c>, <c>poster</c>, <c>card</c>, and <c>sent</c> once the server
/// has it; <c>provider-held</c> where an owner had signed that when it began, and then <c>record</c>, from before the server may have it.
/// </summary>
internal sealed record KeptClip(string Folder, CameraId Camera, ClipId Clip, int Number)
{
    public const string ProviderHeldFile = "provider-held";

    public string Header => Path.Combine(Folder, "header");

    public string Record => Path.Combine(Folder, "record");

    public bool ProviderHeld => File.Exists(Path.Combine(Folder, ProviderHeldFile));

    public bool Sent => File.Exists(Path.Combine(Folder, "sent"));

    public long Bytes => new DirectoryInfo(Folder).EnumerateFiles().Sum(f => f.Length);

    public string Part(ClipPart part) => Path.Combine(Folder, FileOf(part));

    public static string FileOf(ClipPart part) => part switch
    {
        ClipPart.Video => "video",
        ClipPart.Poster => "poster",
        ClipPart.Card => "card",
    };

    public void MarkSent()
    {
        Durable.Replace(Path.Combine(Folder, "sent"), []);
    }

    /// <summary>Gone for good: the header first, without which nothing opens.</summary>
    public void Delete()
    {
        File.Delete(Header);
        Directory.Delete(Folder, recursive: true);
    }
}
