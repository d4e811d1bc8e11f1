using Writ.Base;

namespace Writ.Gate.Glass;

internal static class GlassRefusals
{
    public static Refusal NothingWaits { get; } = new(
        "glass-nothing-waits", "No release of this demand waits for the record, so there is nothing to break glass for; have it decided and approved first.", RefusalKind.Conflict);

    public static Refusal Token { get; } = new(
        "glass-token", "Give the token as it stands in its file: 64 characters, digits and the letters a to f.", RefusalKind.Invalid, "/token");

    public static Refusal Signatures { get; } = new(
        "glass-signatures", "Give each officer's line as writ key sign-glass printed it: a key, a blank and a signature.", RefusalKind.Invalid, "/signatures");

    public static Refusal NoStatement { get; } = new(
        "glass-no-statement", "There is no statement for this release that is still in force; make one, and have the officers sign it.", RefusalKind.Conflict);

    public static Refusal OtherToken { get; } = new(
        "glass-other-token", "The statement was made for another token; give that one, or make a new statement.", RefusalKind.Refused, "/token");

    public static Refusal Asked { get; } = new(
        "glass-asked", "The vault was asked with the statement that there is; finish with that one until it expires.", RefusalKind.Conflict);

    public static Refusal NothingStored { get; } = new(
        "glass-nothing-stored", "Nothing is stored within what was authorised, so no key is needed; the answer waits for the record.", RefusalKind.Refused);
}
