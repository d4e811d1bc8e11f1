namespace Writ.Demands.File;

/// <summary>A demand as an officer files it.</summary>
/// <param name="Reference">The agency's own case reference, at most 80 characters.</param>
/// <param name="Instrument">Id of the instrument, for instance <c>us/grand-jury-subpoena</c>; <c>writ law</c> lists them.</param>
/// <param name="Service">Whose data: <c>retail</c>.</param>
/// <param name="IssuedOn">Date on the instrument, <c>2026-11-22</c>.</param>
/// <param name="ExpiresOn">Its return or expiry date, where it has one.</param>
/// <param name="Gag">Whether a court order forbids telling the person.</param>
/// <param name="Items">1 to 100; identifier x category.</param>
/// <param name="Nonce">Base64 of 32 random bytes; the signed promise will hold it, so that it answers to you alone.</param>
public sealed record FileDemandRequest(
    string Reference,
    string Instrument,
    FileAuthority Authority,
    string Service,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    bool Gag,
    IReadOnlyList<FileItem> Items,
    FileInstrument File,
    string Nonce);

/// <param name="Name">As on the instrument.</param>
/// <param name="Kind">court, grand-jury, prosecutor, police, agency, legislature, party, foreign.</param>
public sealed record FileAuthority(string Name, string Kind);

/// <param name="Kind">email, phone, customer-number or order-number.</param>
public sealed record FileIdentifier(string Kind, string Value);

/// <param name="Category">subscriber, transaction or content.</param>
/// <param name="From">First day asked, inclusive; absent: no limit.</param>
/// <param name="To">Last day asked, inclusive.</param>
public sealed record FileItem(FileIdentifier Identifier, string Category, DateOnly? From, DateOnly? To);

/// <summary>The signed instrument itself. Stored sealed, never interpreted.</summary>
/// <param name="Name">With its ending.</param>
/// <param name="Type">application/pdf, image/png, image/jpeg or image/tiff.</param>
/// <param name="Content">Base64; at most 8 MiB decoded.</param>
public sealed record FileInstrument(string Name, string Type, byte[] Content);

/// <summary>What the officer gets back, at once and again on every retry with the same key.</summary>
/// <param name="State">The public word.</param>
/// <param name="Items">Ids of the items, in the order they were asked.</param>
/// <param name="RegisterLeaf">Base64 of the RFC 6962 leaf hash that the promise names.</param>
/// <param name="Promise">A signed note: this commitment will be in the record by the time it says. Keep it.</param>
/// <param name="Advice">What makes companies refuse, found before anybody reads it. The demand is filed all the same.</param>
public sealed record FiledDemand(
    string Id,
    string State,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<string> Items,
    string RegisterLeaf,
    string Promise,
    IReadOnlyList<Advice> Advice) : Base.ICreated
{
    string Base.ICreated.Address => $"/api/v1/demands/{Id}";
}

/// <param name="Code">A ground in the law's data files, or a code of the lint.</param>
/// <param name="Field">JSON pointer.</param>
public sealed record Advice(string Code, string Sentence, string Field);
