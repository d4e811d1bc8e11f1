using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Keeping;

/// <summary>A whole clip on the shelf: a folder <c>clips/CAMERA/NUMBER-CLIP</c> with <c>header</c>, <c>video</c>, <c>poster</c>, <c>card</c>, and <c>sent</c> once the server has it.</summary>
internal sealed record KeptClip(string Folder, CameraId Camera, ClipId Clip, int Number)
{
    public string Header => Path.Combine(Folder, "header");

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
