using System.Security.Cryptography;
using System.Text.Json;
using Writ.App.Audit;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.App.Tests.Audit;

/// <summary>A log with everything that is sealed to its auditor, and an export of it: true in every part, until a test changes one.</summary>
internal sealed class AuditHouse : IDisposable
{
    public const string Origin = "record.example/writ";

    public static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly SigningKey key = SigningKey.Generate(Origin);
    private readonly SigningKey promises = SigningKey.Generate(Promises.KeyNameFor(Origin));

    public AuditHouse()
    {
        Entries.Add(Facts.LogOpened(Origin, promises.Verifier.ToString(), Start));
        Entries.Add(Facts.AuditorDesignated(AuditorId.New(), "Sample Audit Office", Auditor.Public, Start, Start));
        foreach (var cls in (DemandClass[])[DemandClass.Open, DemandClass.Withheld, DemandClass.Dummy, DemandClass.Open, DemandClass.Dummy]) Leaf(cls);
        Tell(0, produced: true);
        Tell(1, produced: false);
        Tell(3, produced: false);
        Give(Authorise(Openings[0]));
    }

    /// <summary>Of the vault's statements.</summary>
    public SigningKey Vault { get; } = SigningKey.Generate("vault");

    /// <summary>What the vault says that it gave, as the export holds it; without what it says of their number.</summary>
    public List<GivenLine> Given { get; } = [];

    /// <summary>How many there are and how much of the log it had seen, by its own word; null: as many as there are, and all.</summary>
    public (long? Number, long? Size) Until { get; set; }

    /// <summary>The key that the auditor has from somewhere else.</summary>
    public VerifierKey? Named { get; set; }

    public void Give(AuthorisationOpening opening, long? number = null) => Given.Add(new GivenLine(
        "vault", null, new ReleaseGiven("vault", number ?? Given.Count + 1, Rfc6962.Leaf(opening.Leaf()), 1, Start.AddHours(1)).Sign(Vault)));

    public PrivateKey Auditor { get; } = PrivateKey.Generate();

    public List<byte[]> Entries { get; } = [];

    /// <summary>Of the register's leaves, by ordinal.</summary>
    public List<RegisterOpening> Openings { get; } = [];

    /// <summary>By leaf hash, in hex; as the export holds it.</summary>
    public Dictionary<string, byte[]> Sealed { get; } = [];

    public List<AuditedDemand> Told { get; } = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("writ-audit-").FullName;

    /// <summary>Where the range of the export begins, and where it says it ends; null: the log's size.</summary>
    public (long From, long? Size) Range { get; set; }

    public string OutcomesOf { get; set; } = Origin;

    /// <summary>Who else may read the outcomes; the auditor, unless a test says another.</summary>
    public PublicKey? OutcomesTo { get; set; }

    public static string Hex(byte[] entry) => Convert.ToHexString(Rfc6962.Leaf(entry));

    public RegisterOpening Leaf(DemandClass cls, DemandId? demand = null, IReadOnlyList<PublicKey>? auditors = null)
    {
        var opening = RegisterOpening.Draw(cls, Record(demand ?? DemandId.New()), auditors ?? [Auditor.Public]);
        Openings.Add(opening);
        Entries.Add(opening.Leaf());
        if (opening.ForAuditors is { } sealedTo) Sealed[Hex(opening.Leaf())] = sealedTo;
        return opening;
    }

    public void Tell(int ordinal, bool produced, DemandId? demand = null) => Tell(Openings[ordinal].Leaf(), demand ?? Openings[ordinal].Record.Demand, produced, Start.AddDays(1));

    public void Tell(byte[] leaf, DemandId demand, bool produced, DateTimeOffset before) => Told.Add(new AuditedDemand(
        demand.Text, Promises.Sign(promises, Origin, Rfc6962.Leaf(leaf), new byte[32], before),
        new DemandOutcome(produced ? "released" : "refused", [new ItemOutcome("subscriber", false, produced ? "produce" : "refuse", produced, produced, null)])));

    public AuthorisationOpening Authorise(RegisterOpening on, DemandId? demand = null, bool seal = true)
    {
        var opening = AuthorisationOpening.Draw(new AuthorisationRecord(
            AuthorisationId.New(), "vault", "nonce", (demand ?? on.Record.Demand).Text, Convert.ToBase64String(Rfc6962.Leaf(on.Leaf())), AuthorisationGround.Writ,
            [new AuthorisedItem(ItemId.New(), AccountId.New(), DataCategory.FromTrusted("subscriber"), null, null)], [new string('a', 64)], "stf_one", "stf_two", Start.AddDays(7)));
        Entries.Add(opening.Leaf());
        if (seal) Sealed[Hex(opening.Leaf())] = AuditSeal.SealAuthorisation(opening.Leaf(), opening.ToJson(), [Auditor.Public]);
        return opening;
    }

    /// <summary>A report over all leaves there are now, with what it says of those that it keeps closed.</summary>
    public void Report(long closed, ReportBand? band, long opened = 2)
    {
        var path = "reports/2026-h1/v1.json";
        var document = new ReportDocument(
            "writ.report/v1", "Sample Company", Origin, "2026-h1", 1, false, false, 0, Openings.Count, Entries.Count, new ReportForm("sample", "Sample", "Sample", []), [], [], [],
            new OpeningsFile("reports/2026-h1/v1-openings.jsonl", Hash([]), opened), new UnopenedPart(closed, band, new ProofsFile("reports/2026-h1/v1-unopened.bin", Hash([]))));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, PublishedJson.Options);
        Directory.CreateDirectory(File("site/published/reports/2026-h1"));
        System.IO.File.WriteAllBytes(File($"site/published/{path}"), bytes);
        Entries.Add(Facts.ReportPublished("2026-h1", 1, path, Hash(bytes), Hash([]), 0, Openings.Count, false, Start.AddMonths(4)));
    }

    /// <summary>Writes log and export, and audits them.</summary>
    /// <param name="with">Null: the auditor's own key.</param>
    /// <param name="between">What is done to the files before.</param>
    public async Task<(int Exit, IReadOnlyList<string> Codes, AuditRun Run)> Audit(PrivateKey? with = null, Action<AuditHouse>? between = null)
    {
        Directory.CreateDirectory(File("site"));
        var writer = LogWriter.Open(new LogFolder(File("site/ledger")), key, null).Value;
        writer.Accept(writer.Integrate([.. Entries.Select(e => (ReadOnlyMemory<byte>)e)]));
        writer.Publish(writer.Sign(writer.Head));
        var folder = new ExportFolder(File("export"));
        Assert.True(folder.Make());
        await using (var leaves = folder.BeginLeaves())
        {
            foreach (var (hash, bytes) in Sealed) ExportFolder.WriteLeaf(leaves, Convert.FromHexString(hash), bytes);
        }

        await using (var file = System.IO.File.Create(folder.OutcomesFile))
        {
            using var outcomes = new SealedFileWriter(file, [OutcomesTo ?? Auditor.Public], $"writ.audit-outcomes/v1 {Entries.Count} {OutcomesOf}");
            foreach (var told in Told) outcomes.Write((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(told, PublishedJson.Options), (byte)'\n']);
            outcomes.Complete();
        }

        await using (var file = System.IO.File.Create(folder.GivenFile))
        {
            using var given = new SealedFileWriter(file, [OutcomesTo ?? Auditor.Public], $"writ.audit-given/v1 {Entries.Count} {Origin}");
            var until = new GivenUntil("vault", Until.Number ?? Given.Count, Until.Size ?? Entries.Count, Start.AddDays(2)).Sign(Vault);
            foreach (var line in Given.Prepend(new GivenLine("vault", Vault.Verifier.ToString(), until)))
                given.Write((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, PublishedJson.Options), (byte)'\n']);
            given.Complete();
        }

        folder.Finish(new ExportAbout(ExportAbout.Version1, Origin, Range.From, Range.Size ?? Entries.Count, Sealed.Count, [], "2026-08-01T00:00:00Z"));
        between?.Invoke(this);
        using var source = RecordSource.At(File("site"));
        var run = new AuditRun(source, new ExportFolder(File("export")), with ?? Auditor, key.Verifier, WitnessPolicy.None, new Serving.ManualTime(Start.AddMonths(5)), Named);
        var exit = await run.Run(default);
        return (exit, [.. run.Findings.Kept.Select(f => f.Code).Distinct()], run);
    }

    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    public void Dispose()
    {
        key.Dispose();
        promises.Dispose();
        Vault.Dispose();
        Auditor.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static RegisterRecord Record(DemandId demand) => new(
        new DateOnly(2026, 3, 10), "us/search-warrant", "warrant", true, "US", "court", "retail", false, 1, false, false, AgencyId.FromTrusted("agy_0123456789abcdef"), demand);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
