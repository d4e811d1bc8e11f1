using Writ.Base;

namespace Writ.Hub.Cameras;

internal static class CameraRefusals
{
    public static Refusal AddressForm(string field) => new(
        "hub-address-form", "Write the address as rtsp://host:554/path or rtsps://host:322/path, with no spaces or quotes.", RefusalKind.Invalid, field);

    public static Refusal AddressWithLogin(string field) => new(
        "hub-address-login", "Take user and password out of the address and give them as “user” and “password”.", RefusalKind.Invalid, field);
}
