using Writ.Kit;

namespace Writ.App.SignIn.Passkeys;

/// <summary>Hands the browser's passkey to the form around it.</summary>
internal static class PasskeyScript
{
    public static KitScript Module { get; } = KitScript.Embedded(typeof(PasskeyScript).Assembly, "passkeys.mjs");
}
