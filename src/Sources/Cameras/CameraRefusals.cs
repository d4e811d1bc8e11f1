using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Sources.Cameras;

internal static class CameraRefusals
{
    /// <summary>One answer for a name that is wrong, used or ended, and for a secret that does not fit it.</summary>
    internal static Refusal NoPairing { get; } = new("sources-no-such-pairing",
        "No hub waits under this code, or not any more; look at the code that the hub shows now.", RefusalKind.NotFound);

    internal static Refusal PairingTries { get; } = new("sources-pairing-tries",
        "Too many codes were tried from this account; wait ten minutes and type the one that the hub shows then.", RefusalKind.TooMany);

    internal static Refusal PairingsFull { get; } = new("sources-pairings-full",
        "Too many hubs ask to be paired at this moment; try again in a few minutes.", RefusalKind.Unavailable);

    internal static Refusal NotAsked { get; } = new("sources-pairing-not-asked",
        "No owner has typed the code yet; wait until the pairing says that one asked.", RefusalKind.Conflict);

    internal static Refusal PairingForm { get; } = new("sources-pairing-form",
        "Send the first statement of this home for these two holders, a tag of 32 bytes and the key of generation 0; or refuse.");

    internal static Refusal HasHome { get; } = new("sources-has-a-home",
        "This account has a home with cameras already; say that the new hub replaces the old one, or delete that home first.", RefusalKind.Conflict);

    /// <summary>One answer for what is not there and what is another's.</summary>
    internal static Refusal NoHome { get; } = new("sources-no-such-home",
        "You have no such home; open your cameras anew to see those that you have.", RefusalKind.NotFound);

    internal static Refusal NotOwner { get; } = new("sources-not-the-owner",
        "Only the owner of this home does that; ask them.", RefusalKind.Forbidden);

    internal static Refusal HomeReplaced { get; } = new("sources-home-replaced",
        "This home's hub was replaced by another; its clips can be watched, pinned and deleted, and nothing else changes.", RefusalKind.Conflict);

    internal static Refusal ManyStatements { get; } = new("sources-too-many-statements",
        "This home's list of key holders has reached its longest; pair the hub again to begin a new one.", RefusalKind.Conflict);

    internal static Refusal HomeKeys { get; } = new("sources-home-keys",
        "Send records for the newest list of key holders, each generation from 0 on or the next one; fetch the inbox first.", RefusalKind.Conflict);

    internal static Refusal Cell { get; } = new("sources-bad-cell",
        "Give the cell as a tenth of a degree, for instance n52.5e13.3; nothing finer is taken.", RefusalKind.Invalid, "/cell");

    internal static Refusal NoCamera { get; } = new("sources-no-such-camera",
        "There is no such camera in this home; the hub brings its id and cell first.", RefusalKind.NotFound);

    internal static Refusal ManyCameras { get; } = new("sources-too-many-cameras",
        "A home has at most 32 cameras here.", RefusalKind.Conflict);

    internal static Refusal Box { get; } = new("sources-bad-box",
        "Send a sealed box of a possible length, and not a larger one than this takes.");

    internal static Refusal BoxNumber { get; } = new("sources-box-number",
        "Somebody else wrote before you; fetch what stands there now and send yours under the next number.", RefusalKind.Conflict);

    internal static Refusal NoBox { get; } = new("sources-no-such-box",
        "Nothing is kept there yet.", RefusalKind.NotFound);

    internal static Refusal Custody { get; } = new("sources-bad-custody",
        "Say owner or provider.", RefusalKind.Invalid, "/custody");

    internal static Refusal OwnerHeld { get; } = new(HubWire.HeldByOwner,
        "This camera's footage is held by its owner alone, so no key to it is taken; send the clip without one.", RefusalKind.Conflict, "/record");

    internal static Refusal Record { get; } = new("sources-bad-footage-record",
        "Send the record's id, header and body, all three and as long as they have to be, and draw an id that no other record has.", RefusalKind.Invalid, "/record");

    internal static Refusal NoClip { get; } = new("sources-no-such-clip",
        "There is no such clip, or not any more.", RefusalKind.NotFound);

    internal static Refusal ClipId { get; } = new("sources-bad-clip-id",
        "Name the clip by an id of the right form, and the part by video, poster or card.");

    internal static Refusal ClipDays { get; } = new("sources-clip-days",
        "Give the clip's day in UTC, not after tomorrow, and a last day that is not past and at most 400 days ahead.", RefusalKind.Invalid, "/keepUntil");

    internal static Refusal ClipSizes { get; } = new("sources-clip-sizes",
        "Give sizes that sealed parts can have: a video and a card that are not empty, and at most 512 MiB together.", RefusalKind.TooLarge, "/video");

    internal static Refusal ClipHeader { get; } = new("sources-clip-header",
        "The header is not one of this home and this clip under a key that the server has a record of.", RefusalKind.Invalid, "/header");

    internal static Refusal ClipOther { get; } = new(HubWire.ClipDiffers,
        "A clip with this id is here already and differs; draw a new id for another clip.", RefusalKind.Conflict);

    internal static Refusal ClipGone { get; } = new("sources-clip-deleted",
        "An owner deleted this clip; delete it on the hub, too, and say so with DELETE.", RefusalKind.Gone);

    internal static Refusal HomeFull { get; } = new("sources-home-full",
        "This home has used up its room here; delete clips, or keep them for fewer days.", RefusalKind.Refused);

    internal static Refusal PartOffset { get; } = new("sources-part-offset",
        "Go on at the byte that the header Upload-Offset names; nothing was changed.", RefusalKind.Conflict);

    internal static Refusal PartLong { get; } = new("sources-part-too-long",
        "These bytes reach beyond the size that was said of the part; nothing was changed.");

    internal static Refusal PartAtOnce { get; } = new("sources-part-too-large",
        "Send at most 4 MiB of a part at once; nothing was changed.", RefusalKind.TooLarge);

    internal static Refusal Incomplete { get; } = new("sources-clip-incomplete",
        "Bytes are missing; ask what was received, send the rest, and complete it then.", RefusalKind.Conflict);

    internal static Refusal TooMany { get; } = new("sources-hub-too-many-requests",
        "This hub asks too much at once; wait a second and go on.", RefusalKind.TooMany);

    internal static Refusal LiveOver { get; } = new("sources-live-over",
        "Nobody watches this live view any more, or it ended; begin a new one.", RefusalKind.Gone);

    internal static Refusal LiveNumber { get; } = new("sources-live-number",
        "Go on with the number that the header Live-Next names.", RefusalKind.Conflict);

    internal static Refusal LivePassed { get; } = new("sources-live-passed",
        "This part of the live view is not kept any more; go on shortly before the number that the header Live-Next names.", RefusalKind.NotFound);

    internal static Refusal LiveFull { get; } = new("sources-live-full",
        "Too many live views are open now; close one, or try again in a while.", RefusalKind.Unavailable);

    internal static Refusal OrderOver { get; } = new(HubWire.OrderOver,
        "This order is over: it was answered, ended, or ten minutes passed; begin a new one.", RefusalKind.Gone);

    internal static Refusal LookNumber { get; } = new("sources-look-number",
        "Another device wrote its look before you; fetch the last one and seal yours for the next number.", RefusalKind.Conflict);

    internal static Refusal ManyMembers { get; } = new("sources-too-many-members",
        "A home has at most 8 members and open invitations; remove one first.", RefusalKind.Conflict);

    internal static Refusal NotOwnersDevice { get; } = new("sources-not-owners-device",
        "This was not signed by a device that holds your home's keys as its owner; open the page on such a device and try again.", RefusalKind.Forbidden);
}
