using System.Buffers.Binary;
using System.Text;
using Writ.Ledger.Log;

namespace Writ.Ledger.Register;

/// <summary>
/// A small RFC 6962 tree over the fields of a record, each salted by itself, so that any field can be shown and any
/// other stay closed. Leaf data: u16 length and name, u32 length and value (both UTF-8, big endian), 32 bytes of salt.
/// </summary>
internal static class FieldTree
{
    public const int SaltBytes = 32;

    public static byte[] FieldHash(string name, string value, ReadOnlySpan<byte> salt)
    {
        var (nameBytes, valueBytes) = (Encoding.UTF8.GetByteCount(name), Encoding.UTF8.GetByteCount(value));
        var length = 2 + nameBytes + 4 + valueBytes + salt.Length;
        var data = length <= 512 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)nameBytes);
        Encoding.UTF8.GetBytes(name, data[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(data[(2 + nameBytes)..], (uint)valueBytes);
        Encoding.UTF8.GetBytes(value, data[(6 + nameBytes)..]);
        salt.CopyTo(data[(6 + nameBytes + valueBytes)..]);
        return Rfc6962.Leaf(data);
    }

    public static byte[] Root(IReadOnlyList<byte[]> fieldHashes)
    {
        var all = new byte[fieldHashes.Count * 32];
        for (var i = 0; i < fieldHashes.Count; i++) fieldHashes[i].CopyTo(all, i * 32);
        return Rfc6962.Root(all);
    }
}

/// <summary>The fields of a register record, schema <c>register/v1</c>.</summary>
public static class RegisterSchema
{
    public const string Name = "register/v1";

    /// <summary>Value of a field whose truth is not known.</summary>
    public const string Unknown = "-";

    /// <summary>In the order in which they are hashed.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "schema", "received", "instrument", "reporting", "judicial", "country", "authority", "service", "content", "accounts",
        "gag", "emergency", "agency", "demand",
    ];

    internal static IReadOnlyList<string> Values(RegisterRecord r) =>
    [
        Name, Strict.Day(r.Received), r.Instrument, r.Reporting, Flag(r.Judicial), r.Country, r.AuthorityKind, r.Service, Flag(r.Content),
        r.Accounts.ToString(System.Globalization.CultureInfo.InvariantCulture), Flag(r.Gag), Flag(r.Emergency), r.Agency.Text, r.Demand.Text,
    ];

    /// <summary>Whether a value is one that this field can have.</summary>
    internal static bool Fits(string field, string value) => field switch
    {
        "schema" => value == Name,
        "received" => Strict.Day(value) is not null,
        "judicial" or "content" => value is "true" or "false" or Unknown,
        "gag" or "emergency" => value is "true" or "false",
        "accounts" => Strict.Decimal(value) is { } number && number <= int.MaxValue,
        "agency" => Base.AgencyId.TryParse(value, out _),
        "demand" => Base.DemandId.TryParse(value, out _),
        _ => value.Length is > 0 and <= 200 && !value.Any(char.IsControl),
    };

    private static string Flag(bool? flag) => flag switch { true => "true", false => "false", null => Unknown };
}
