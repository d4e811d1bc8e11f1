using Writ.Base;

namespace Writ.Hub.Keeping;

internal static class KeepingRefusals
{
    internal static Refusal InUse { get; } = new("hub-folder-in-use",
        "Another hub is running with this folder; stop it first, or give this one a folder of its own.", RefusalKind.Conflict);

    internal static Refusal Unusable { get; } = new("hub-folder-unusable",
        "The hub's folder cannot be made or written; check that it exists, that its disk is not full, and that it belongs to this user.", RefusalKind.Unavailable);

    internal static Refusal Damaged { get; } = new("hub-folder-damaged",
        "The hub's keys or its list of holders are incomplete or may be read by others; restore the folder from a backup, or pair the hub anew.", RefusalKind.Conflict);

    internal static Refusal DiskFull { get; } = new("hub-disk-full",
        "The clip could not be written because the hub's disk is full; make room, or let the hub upload what waits.", RefusalKind.Unavailable);

    internal static Refusal ShelfFull { get; } = new("hub-shelf-full",
        "So many clips wait for the server that no more are kept; see that the hub reaches its server, or allow it more room.", RefusalKind.Unavailable);

    internal static Refusal ClipTooLong { get; } = new("hub-clip-too-long",
        "The camera sends so much, or such odd times, that the clip outgrew its bounds; it ends here and the next one begins.", RefusalKind.TooLarge);
}
