using Writ.Kit;

namespace Writ.Demands.Draft;

/// <summary>Shows how far an upload is; the page works without it.</summary>
internal static class UploadScript
{
    public static KitScript Module { get; } = KitScript.Embedded(typeof(UploadScript).Assembly, "upload.mjs");
}
