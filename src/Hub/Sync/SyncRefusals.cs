using Writ.Base;

namespace Writ.Hub.Sync;

internal static class SyncRefusals
{
    internal static Refusal Unreachable { get; } = new("hub-server-unreachable",
        "The server does not answer; the hub asks again by itself, and what it has recorded waits. Check the address and the connection.", RefusalKind.Unavailable);

    internal static Refusal Odd { get; } = new("hub-server-odd",
        "The server answered something that this hub does not understand; check the address, and whether one of the two is much older.", RefusalKind.Unavailable);

    internal static Refusal Address { get; } = new("hub-server-address",
        "Give the server's address as https://name, or http://localhost:port for a server on this machine, without a path.");

    internal static Refusal PairingFailed { get; } = new("hub-pairing-failed",
        "The pairing ended, or whoever answered did not know the code; start it again and type the new code.", RefusalKind.Conflict);

    internal static Refusal LetGo { get; } = new("hub-let-go",
        "This hub was let go by its home, so nothing is sent any more. What it recorded stays here; to go on, start it with an empty folder and pair it again.", RefusalKind.Unauthenticated);

    internal static Refusal Gone { get; } = new("hub-watching-ended",
        "Nobody watches any more; the live view ended.", RefusalKind.NotFound);
}
