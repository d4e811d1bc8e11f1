using Writ.Agencies.Keys;
using Writ.Gate.Open;
using Writ.Kit;
using Writ.Sources.Cameras.Grants;

namespace Writ.Gate.Grants.Room;

/// <summary>The script of the page on which an officer opens what a home gave.</summary>
internal static class EvidenceScripts
{
    public static KitScript Page { get; } = KitScript.Embedded(
        typeof(EvidenceScripts).Assembly, "grant-page.mjs", GrantScripts.Open, GrantScripts.Proof, OpenScripts.KeyFile, KeyScripts.Store, KitScript.Visible);
}
