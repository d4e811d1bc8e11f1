using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Register;

/// <summary>Holds what a report reveals of a demand against its leaf in the log.</summary>
public static class OpeningCheck
{
    /// <summary>
    /// The opened fields, name to value, if class and every field open the leaf. Refusals: <c>ledger-leaf-malformed</c>,
    /// <c>ledger-opening-malformed</c>, <c>ledger-opening-class</c> (commitment does not open), <c>ledger-opening-fields</c>.
    /// </summary>
    public static Result<OpenedRecord> Check(ReadOnlySpan<byte> leaf, DemandOpening opening) => Check(leaf, opening, DemandClass.Open);

    /// <summary>As <see cref="Check(ReadOnlySpan{byte}, DemandOpening)"/>, of a leaf that was withheld and is unsealed.</summary>
    public static Result<OpenedRecord> CheckUnsealed(ReadOnlySpan<byte> leaf, DemandOpening opening) => Check(leaf, opening, DemandClass.Withheld);

    private static Result<OpenedRecord> Check(ReadOnlySpan<byte> leaf, DemandOpening opening, DemandClass cls)
    {
        if (!RegisterLeaf.Parse(leaf).TryGet(out var parsed, out var refusal)) return refusal;
        if (opening.Class != ClassCommitment.Name(cls) || opening.Fields.Count != RegisterSchema.Fields.Count) return OpeningJson.Malformed;
        if (Strict.Base64(opening.Blind, 32) is not { } blind) return OpeningJson.Malformed;
        if (!ClassCommitment.Opens(parsed.Commitment, cls, blind))
            return new Refusal("ledger-opening-class", "The class of this demand is not the one committed to in its leaf.");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var hashes = new List<byte[]>();
        for (var i = 0; i < RegisterSchema.Fields.Count; i++)
        {
            if (Hash(RegisterSchema.Fields[i], opening.Fields[i]) is not { } hash) return OpeningJson.Malformed;
            hashes.Add(hash);
            if (opening.Fields[i].Value is { } value) fields.Add(RegisterSchema.Fields[i], value);
        }

        if (!parsed.FieldRoot.SequenceEqual(FieldTree.Root(hashes)))
            return new Refusal("ledger-opening-fields", "A field of this demand is not the one committed to in its leaf.");
        return new OpenedRecord(fields);
    }

    /// <summary>The hash of a field, opened or closed; null if it is neither, or opened with a value it cannot have.</summary>
    private static byte[]? Hash(string name, OpenedField field) => field switch
    {
        { Name: null, Value: null, Salt: null, Hash: { } closed } when name != "schema" => Strict.Base64(closed, 32),
        { Name: { } given, Value: { } value, Salt: { } saltText, Hash: null }
            when given == name && RegisterSchema.Fits(name, value) && Strict.Base64(saltText, FieldTree.SaltBytes) is { } salt =>
            FieldTree.FieldHash(name, value, salt),
        _ => null,
    };
}

/// <summary>The fields of a demand that were opened and hold; those that stayed closed are absent.</summary>
public sealed record OpenedRecord(IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>UTC day of receipt, null if it stayed closed.</summary>
    public DateOnly? Received => Fields.TryGetValue("received", out var text) ? Strict.Day(text) : null;
}
