using Writ.Agencies.Keys;
using Writ.Kit;

namespace Writ.Gate.Open;

/// <summary>The modules that open a production in a browser. All but the page's own know neither page nor network.</summary>
internal static class OpenScripts
{
    internal static readonly KitScript Source = Of("source.mjs");

    private static readonly KitScript Manifest = Of("manifest.mjs", Source);

    private static readonly KitScript SealedFile = Of("sealed-file.mjs", Source);

    internal static readonly KitScript KeyFile = Of("key-file.mjs", Source);

    private static readonly KitScript Production = Of("production.mjs", Manifest, SealedFile, KitScript.Sha256, Source);

    public static IReadOnlyList<KitScript> Parts { get; } = [Source, Manifest, SealedFile, KeyFile, Production];

    public static KitScript Page { get; } = Of("open-page.mjs", Production, KeyFile, Source, KeyScripts.Store, KitScript.Visible);

    private static KitScript Of(string name, params IReadOnlyList<KitScript> imports) => KitScript.Embedded(typeof(OpenScripts).Assembly, name, imports);
}
