using Writ.Base;

namespace Writ.Hub.Orders;

internal static class OrderRefusals
{
    internal static Refusal Unknown { get; } = new("hub-order-unknown",
        "This hub does not know how to do that; bring it up to date.");

    internal static Refusal Form { get; } = new("hub-order-form",
        "The hub cannot read what the page asks for; load the page again and begin anew.");

    internal static Refusal Older { get; } = new("hub-order-older",
        "Another device has chosen since; load the page again, look at what is chosen now, and choose anew.", RefusalKind.Conflict);
}
