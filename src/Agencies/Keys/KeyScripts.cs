using Writ.Kit;

namespace Writ.Agencies.Keys;

/// <summary>Modules about keys in a browser. Where productions are opened, the same store is read.</summary>
public static class KeyScripts
{
    /// <summary>Keys that were made in this browser: <c>officer-keys.mjs</c>.</summary>
    public static KitScript Store { get; } = KitScript.Embedded(typeof(KeyScripts).Assembly, "officer-keys.mjs", KitScript.BrowserTable);

    /// <summary>The answer to a challenge.</summary>
    internal static KitScript Proof { get; } = KitScript.Embedded(typeof(KeyScripts).Assembly, "key-proof.mjs");

    internal static KitScript Page { get; } = KitScript.Embedded(typeof(KeyScripts).Assembly, "keys-page.mjs", Store, Proof);
}
