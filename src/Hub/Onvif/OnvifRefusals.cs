using Writ.Base;

namespace Writ.Hub.Onvif;

internal static class OnvifRefusals
{
    public static Refusal Unreachable { get; } = new("hub-onvif-unreachable", "The camera announced itself but does not answer ONVIF requests; try again, or type its stream's address.", RefusalKind.Unavailable);

    public static Refusal Login { get; } = new("hub-onvif-login", "The camera does not take this user and password for ONVIF; many cameras keep a list of ONVIF users apart from the others.", RefusalKind.Unauthenticated);

    public static Refusal Malformed { get; } = new("hub-onvif-malformed", "The camera's ONVIF answer cannot be read; type its stream's address instead.");

    public static Refusal Elsewhere { get; } = new("hub-onvif-elsewhere", "The camera points to another machine, which is not asked; type its stream's address if you trust it.", RefusalKind.Refused);
}
