using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Register;

/// <summary>
/// Everything that opens one register leaf: class, blind, the record, a salt for each field. Drawn once, stored
/// durably before the leaf exists, secret until revealed.
/// </summary>
public sealed class RegisterOpening
{
    private const string JsonSchema = "writ.register-opening/v1";

    private readonly byte[] blind;
    private readonly byte[][] salts;
    private readonly byte[] auditHash;
    private readonly IReadOnlyList<string> values;

    private RegisterOpening(DemandClass cls, RegisterRecord record, byte[] blind, byte[][] salts, byte[] auditHash)
    {
        Class = cls;
        Record = record;
        this.blind = blind;
        this.salts = salts;
        this.auditHash = auditHash;
        values = RegisterSchema.Values(record);
    }

    public DemandClass Class { get; }

    public RegisterRecord Record { get; }

    /// <summary>
    /// This opening sealed to the auditors it was drawn for, to be stored with what it opens: the leaf holds its hash. Null where there were none,
    /// and where this was read back.
    /// </summary>
    public byte[]? ForAuditors { get; private init; }

    /// <summary>Whoever has it knows the class.</summary>
    internal byte[] Blind => blind;

    internal IReadOnlyList<string> Values => values;

    internal IReadOnlyList<byte[]> Salts => salts;

    /// <summary>Draws fresh randomness. Throws <see cref="ArgumentException"/> if the record has a value its field cannot have.</summary>
    /// <param name="auditors">Those designated now, at most <see cref="AuditSeal.MostAuditors"/>: the audit hash is of <see cref="ForAuditors"/>. None: it is random.</param>
    public static RegisterOpening Draw(DemandClass cls, RegisterRecord record, IReadOnlyList<PublicKey>? auditors = null)
    {
        if (WrongField(record) is { } field) throw new ArgumentException($"The register has no such value for {field}", nameof(record));

        // One draw for all of them: each call costs as much as its bytes.
        var fields = RegisterSchema.Fields.Count;
        var random = RandomNumberGenerator.GetBytes((fields + 1) * FieldTree.SaltBytes).Chunk(FieldTree.SaltBytes).ToArray();
        var drawn = new RegisterOpening(cls, record, Sodium.RandomScalar(), random[..fields], random[fields]);
        if (auditors is not { Count: > 0 }) return drawn;
        var forAuditors = AuditSeal.Seal(drawn, auditors);
        return new RegisterOpening(cls, record, drawn.blind, drawn.salts, SHA256.HashData(forAuditors)) { ForAuditors = forAuditors };
    }

    /// <summary>One that stands for nothing, with values as long as those that are usual.</summary>
    /// <param name="day">Of its batch.</param>
    public static RegisterOpening Dummy(DateOnly day, IReadOnlyList<PublicKey>? auditors = null) => Draw(
        DemandClass.Dummy,
        new RegisterRecord(
            day, "dummy/stands-for-nothing", "stands_for_none", null, "ZZ", "nobody", "none", null, 0, false, false, AgencyId.New(), DemandId.New()),
        auditors);

    /// <summary>What an auditor read, with the audit hash of the leaf. Null where a value is none that its field can have.</summary>
    internal static RegisterOpening? Of(DemandClass cls, byte[] blind, string[] values, byte[][] salts, byte[] auditHash) =>
        Sodium.IsScalar(blind) && RegisterSchema.Fields.Where((field, i) => !RegisterSchema.Fits(field, values[i])).FirstOrDefault() is null
            ? new RegisterOpening(cls, Read(values), blind, salts, auditHash)
            : null;

    /// <summary>The leaf but for the audit hash: what the sealing to auditors is bound to.</summary>
    internal byte[] LeafStart() => Leaf()[..AuditSeal.RegisterBound];

    /// <summary>The 98 bytes of the log entry.</summary>
    public byte[] Leaf() => RegisterLeaf.Write(ClassCommitment.Commit(Class, blind), FieldTree.Root(FieldHashes()), auditHash);

    /// <summary>Canonical JSON, for storage and for the requester's receipt.</summary>
    public byte[] ToJson() => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = JsonSchema,
        ["class"] = ClassCommitment.Name(Class),
        ["blind"] = Convert.ToBase64String(blind),
        ["audit"] = Convert.ToBase64String(auditHash),
        ["fields"] = new JsonArray([.. values.Select((value, i) => (JsonNode)new JsonObject
        {
            ["name"] = RegisterSchema.Fields[i], ["value"] = value, ["salt"] = Convert.ToBase64String(salts[i]),
        })]),
    });

    /// <summary>Refusal <c>ledger-opening-malformed</c>.</summary>
    public static Result<RegisterOpening> FromJson(ReadOnlySpan<byte> json)
    {
        if (!CanonicalJson.ParseStrict(json).TryGet(out var node, out _)) return OpeningJson.Malformed;
        if (!OpeningJson.Fields(node, JsonSchema, ["schema", "class", "blind", "audit", "fields"], RegisterSchema.Fields).TryGet(out var fields, out var refusal))
            return refusal;
        var blind = Strict.Base64(OpeningJson.Text(node, "blind"), 32);
        var audit = Strict.Base64(OpeningJson.Text(node, "audit"), 32);
        if (ClassCommitment.Class(OpeningJson.Text(node, "class")) is not { } cls || blind is null || audit is null || !Sodium.IsScalar(blind)) return OpeningJson.Malformed;
        var values = fields.Select(field => field.Value).ToArray();
        if (values.Where((value, i) => !RegisterSchema.Fits(RegisterSchema.Fields[i], value)).Any()) return OpeningJson.Malformed;
        return new RegisterOpening(cls, Read(values), blind, [.. fields.Select(field => field.Salt)], audit);
    }

    /// <summary>What a report reveals: the class, the schema's name, these fields; of the others the hash only.</summary>
    /// <param name="leafIndex">Index of the leaf in the log.</param>
    public DemandOpening Reveal(long leafIndex, IReadOnlySet<string> fields, DemandOutcome outcome) => Class == DemandClass.Open
        ? Show(leafIndex, fields, outcome)
        : throw new InvalidOperationException("Only open demands are revealed");

    /// <summary>As <see cref="Reveal"/>, of a demand that was withheld. What forbade it has to be over: nothing takes it back.</summary>
    public DemandOpening Unseal(long leafIndex, IReadOnlySet<string> fields, DemandOutcome outcome) => Class == DemandClass.Withheld
        ? Show(leafIndex, fields, outcome)
        : throw new InvalidOperationException("Only withheld demands are unsealed");

    /// <summary>What shows that the leaf is of this demand, and nothing else of it.</summary>
    public DemandShown ShowDemand() => new([.. FieldHashes()[..^1]], salts[^1]);

    private DemandOpening Show(long leafIndex, IReadOnlySet<string> fields, DemandOutcome outcome)
    {
        if (fields.FirstOrDefault(field => !RegisterSchema.Fields.Contains(field)) is { } unknown)
            throw new ArgumentException($"No such field: {unknown}", nameof(fields));
        var hashes = FieldHashes();
        return new DemandOpening(
            leafIndex,
            ClassCommitment.Name(Class),
            Convert.ToBase64String(blind),
            [.. RegisterSchema.Fields.Select((name, i) => name == "schema" || fields.Contains(name)
                ? new OpenedField(name, values[i], Convert.ToBase64String(salts[i]), null)
                : new OpenedField(null, null, null, Convert.ToBase64String(hashes[i])))],
            outcome);
    }

    private static string? WrongField(RegisterRecord record)
    {
        var values = RegisterSchema.Values(record);
        return RegisterSchema.Fields.Where((field, i) => !RegisterSchema.Fits(field, values[i])).FirstOrDefault();
    }

    private static RegisterRecord Read(string[] v) => new(
        Strict.Day(v[1])!.Value, v[2], v[3], Flag(v[4]), v[5], v[6], v[7], Flag(v[8]),
        int.Parse(v[9], NumberStyles.None, CultureInfo.InvariantCulture), v[10] == "true", v[11] == "true",
        AgencyId.FromTrusted(v[12]), DemandId.FromTrusted(v[13]));

    private static bool? Flag(string value) => value switch { "true" => true, "false" => false, _ => null };

    private byte[][] FieldHashes() => [.. values.Select((value, i) => FieldTree.FieldHash(RegisterSchema.Fields[i], value, salts[i]))];
}
