namespace Writ.Base.Footage;

internal static class FootageRefusals
{
    internal static Refusal NotSigned { get; } = new("footage-not-signed",
        "The text is malformed, or its signature is not that of the holder it names; fetch it again and trust nothing in this copy.");

    internal static Refusal NoHolder { get; } = new("footage-not-a-holder",
        "Whoever signed or asked holds no key of this home now, or may not do this; ask an owner of the home to add this device.");

    internal static Refusal Chain { get; } = new("footage-chain-broken",
        "The home's list of key holders does not follow from what was known before; do not use it, and pair the hub again if this stays.");

    internal static Refusal LastOwner { get; } = new("footage-last-owner",
        "A home keeps at least one owner's device; add another before you remove this one.", RefusalKind.Conflict);

    internal static Refusal ManyHolders { get; } = new("footage-too-many-holders",
        "A home has at most 32 holders of keys; remove a device that is no longer used.", RefusalKind.Conflict);

    internal static Refusal HomeKey { get; } = new("footage-bad-home-key",
        "The key record of this home is malformed, not signed by its hub, or not wrapped to this holder; wait for the hub to write it anew.");

    internal static Refusal CannotOpen { get; } = new("footage-cannot-open",
        "The sealed bytes were changed, cut short, or belong to another clip, part or home; fetch them again and trust nothing in this copy.");

    internal static Refusal Card { get; } = new("footage-bad-card",
        "The clip's card is malformed or contradicts itself; the clip cannot be shown as genuine.");

    internal static Refusal Record { get; } = new("footage-bad-record",
        "The record of this clip's key is malformed, or belongs to another clip, header or home; the clip cannot be opened with it.");

    internal static Refusal Code { get; } = new("footage-bad-pairing-code",
        "This is not a pairing code; type the twelve letters and digits that the hub shows.");

    internal static Refusal Order { get; } = new("footage-bad-order",
        "This order is malformed, of another home, or of another size than orders have; load the page again and begin anew.");

    internal static Refusal OrderOld { get; } = new("footage-order-old",
        "The order is older than ten minutes by the hub’s clock, or dated after it; compare the clocks of this device and of the hub, and try again.");

    internal static Refusal OrderOver { get; } = new(HubWire.OrderOver,
        "This order is over: it was answered, ended, or ten minutes passed; begin a new one.", RefusalKind.Gone);

    internal static Refusal OrdersFull { get; } = new("footage-orders-full",
        "The hub is at work on as many orders as can wait at one time; try again in a minute.", RefusalKind.Unavailable);

    internal static Refusal OrderNumber { get; } = new("footage-order-number",
        "That is not the piece that comes next; this order cannot go on, so begin a new one.", RefusalKind.Conflict);

    internal static Refusal OrderWaits { get; } = new(HubWire.OrderWaits,
        "The page has not fetched what was brought before; bring this piece again.", RefusalKind.TooMany);

    internal static Refusal Piece { get; } = new("footage-bad-piece",
        "A piece of an answer has one size, and this has another; nothing was taken.");

    internal static Refusal Consent { get; } = new("footage-bad-consent",
        "This is no consent in the form that is asked for; load the page again and give anew.");

    internal static Refusal Grant { get; } = new("footage-bad-grant",
        "The file of this grant is malformed, was changed or cut short, or the key is another's; fetch it again and trust nothing in this copy.");
}
