using Writ.Kit;
using Writ.Sources.Cameras.Web;

namespace Writ.Sources.Cameras.Grants;

/// <summary>The modules that seal a grant's file in the owner's page and open it in the officer's.</summary>
public static class GrantScripts
{
    private static readonly KitScript File = Of("grant-file.mjs", CameraScripts.Bytes);

    /// <summary>For the owner's page: <c>sealGrant</c>.</summary>
    public static KitScript Seal { get; } = Of("grant-seal.mjs", CameraScripts.Bytes, File);

    /// <summary>For the officer's page: <c>isWhole</c>.</summary>
    public static KitScript Proof { get; } = Of("grant-proof.mjs", CameraScripts.Bytes, CameraScripts.Holders);

    /// <summary>For the officer's page: <c>openGrant</c>.</summary>
    public static KitScript Open { get; } = Of("grant-open.mjs", CameraScripts.Bytes, File, Proof);

    /// <summary>What an owner's page loads, also at home.</summary>
    internal static IReadOnlyList<KitScript> OfOwner { get; } = [File, Seal];

    internal static IReadOnlyList<KitScript> All { get; } = [.. OfOwner, Proof, Open];

    private static KitScript Of(string name, params IReadOnlyList<KitScript> imports) => KitScript.Embedded(typeof(GrantScripts).Assembly, name, imports);
}
