using Writ.Base;

namespace Writ.App.SignIn;

internal static class SignInRefusals
{
    /// <summary>One answer for unknown, used, replaced and expired: a link tells nothing but whether it works.</summary>
    public static Refusal LinkEnded { get; } = new(
        "signin-link-ended", "This link does not work, or does not work any more; ask whoever sent it for a new one.", RefusalKind.NotFound);

    /// <summary>One answer for unknown, used, replaced and expired.</summary>
    public static Refusal MailLinkEnded { get; } = new(
        "signin-mail-link-ended", "This link does not work, or does not work any more; ask for a new one.", RefusalKind.NotFound);

    public static Refusal MailLinkElsewhere { get; } = new(
        "signin-mail-link-elsewhere", "This link works only in the browser in which it was asked for; open it there, or ask for a new one here.", RefusalKind.Forbidden);

    public static Refusal MailAddress { get; } = new(
        "signin-mail-address", "Type a mail address, for instance name@example.org.", RefusalKind.Invalid, "/mail");

    /// <summary>One answer for whatever is wrong with a passkey, so that nobody learns who is known here.</summary>
    public static Refusal PasskeyRefused { get; } = new(
        "signin-passkey-refused", "That passkey was not accepted; try again, or ask for an invitation for this device.", RefusalKind.Unauthenticated);

    public static Refusal NeedsScript { get; } = new(
        "signin-passkey-needs-script", "Your browser sent no passkey; a passkey needs JavaScript, on this page only.");

    public static Refusal DeviceTaken { get; } = new(
        "signin-device-taken", "This device has a passkey for this site already; use another device, or sign in with it.", RefusalKind.Conflict);

    public static Refusal NoSuchDevice { get; } = new(
        "signin-no-such-device", "There is no such device among yours; it may have been revoked already.", RefusalKind.NotFound);

    public static Refusal ConfirmFirst { get; } = new(
        "signin-confirm-first", "Sign in once more before you change this; it has been a while.", RefusalKind.Forbidden);

    public static Refusal SigningOtherKind { get; } = new(
        "signin-signing-other-kind", "This passkey signs in another way than the vault reads (ES256); choose another device.", RefusalKind.Refused);

    public static Refusal Stale { get; } = new(
        "signin-form-stale", "This form was open too long, or did not come from our page; open the page again. Nothing was changed.");

    public static Refusal NotYours { get; } = new(
        "signin-page-not-yours", "Your role does not open this page; ask your team if it should.", RefusalKind.Forbidden);

    public static Refusal TooMany { get; } = new(
        "signin-too-many-attempts", "Too many tries from where you are; wait a minute and try again.", RefusalKind.Unavailable);

    /// <summary>One answer for whatever is wrong with what came back, so that nobody learns what to forge.</summary>
    public static Refusal ProviderRefused { get; } = new(
        "signin-provider-refused", "The company’s sign-in did not vouch for you; begin again, and if it goes on, use your passkey.", RefusalKind.Unauthenticated);

    public static Refusal ProviderUnknown { get; } = new(
        "signin-provider-unknown", "The company’s sign-in knows you, but nobody has invited you here; ask the staff office for an invitation.", RefusalKind.Forbidden);

    public static Refusal ProviderTaken { get; } = new(
        "signin-provider-taken", "At the company’s sign-in you are linked to another person here; ask the staff office.", RefusalKind.Conflict);

    public static Refusal ProviderAddress { get; } = new(
        "signin-provider-address", "Give the provider’s issuer as an https address.");

    public static Refusal ProviderSecret { get; } = new("signin-provider-secret", "There is no file with the client's secret there; give its path.");

    public static Refusal ProviderUnreachable { get; } = new(
        "signin-provider-unreachable", "The provider did not answer at its /.well-known/openid-configuration; check the address and the network.", RefusalKind.Unavailable);

    public static Refusal ProviderWrong { get; } = new(
        "signin-provider-wrong", "What the provider says of itself does not fit the address given, or lacks an endpoint; check the issuer, letter by letter.");

    public static Refusal NoSuchPerson { get; } = new(
        "signin-no-such-person", "There is no such person here, or their access was ended; check the id.", RefusalKind.NotFound);

    public static Refusal Self { get; } = new(
        "signin-not-for-yourself", "You cannot do this for yourself; ask a colleague.", RefusalKind.Conflict);

    public static Refusal UnknownRole { get; } = new(
        "signin-unknown-role", $"Give one or more of these roles: {string.Join(", ", Roles.OfStaff)}.", RefusalKind.Invalid, "/roles");
}
