using Writ.Base;

namespace Writ.Sources;

internal static class SourcesRefusals
{
    internal static Refusal UnknownKind { get; } = new("sources-unknown-kind",
        "Name the kind of identifier: email, phone, customer-number or order-number.", Field: "/kind");

    internal static Refusal ImpossibleIdentifier { get; } = new("sources-impossible-identifier",
        "No account can have such an identifier; correct it to the form of its kind.", Field: "/value");
}
