using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Oversight;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;
using Writ.Ledger.Requests;
using Writ.Ledger.Tests.Register;
using Writ.Ledger.Tests.Register.Approvals;
using Writ.Ledger.Tests.Register.Proofs;
using Writ.Ledger.Tests.Vectors;
using Writ.Ledger.Witnesses;
using Writ.Shared;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests.Fuzz;

/// <summary>No reader of the record throws, whatever it is given; and none is forgotten.</summary>
public sealed class FuzzTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    /// <summary>By form these read what strangers write, and do not.</summary>
    private static readonly string[] Ours =
    [
        "WitnessFolder.Open: a path", "WitnessFolder.Add: a path; the key is fuzzed as VerifierKey.Parse", "WitnessFiles.Hold: a path", "WitnessFiles.Key: a path", "WitnessFiles.Logs: a path", "WitnessFiles.Text: a path",
        "AuthorisationText.Read: the name of a schema, and what AuthorisationOpening.FromJson has read", "WitnessFolder.Take: below", "WitnessFolder.Shown: below",
    ];

    private static readonly IReadOnlyList<FuzzTarget> Targets = Make();

    public static TheoryData<string> Names => new(Targets.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_refuses_or_reads_and_never_throws(string name) => Fuzzer.Run("Ledger.Tests", Targets.Single(t => t.Name == name));

    /// <summary>What anybody may send to a witness that listens.</summary>
    [Fact]
    public void A_witness_answers_every_submission_and_still_cosigns()
    {
        var root = Directory.CreateTempSubdirectory("writ-fuzz-").FullName;
        using var key = SigningKey.FromSeed("log.example", new byte[32]);
        Assert.True(WitnessFolder.Add(root, key.Verifier.ToString()).Ok);
        using (var witness = WitnessFolder.Open(root, "w.example").Value)
        {
            string Submission(long size) => new AddCheckpoint(0, [], key.SignNote(new Checkpoint("log.example", size, size == 0 ? Rfc6962.EmptyRoot.ToArray() : Rfc6962.Leaf([1])).ToText())).ToText();
            Fuzzer.Run("Ledger.Tests", FuzzTarget.Text("WitnessFolder.Take", t => _ = witness.Take(t, At), Submission(7), $"old 3\n{Convert.ToBase64String(new byte[32])}\n\n{key.SignNote("log.example\n7\nAAAA\n")}"));
            Fuzzer.Run("Ledger.Tests", FuzzTarget.Text("WitnessFolder.Shown", t => _ = witness.Shown(t), AddCheckpoint.HashOf("log.example"), "../logs"));
            Assert.NotNull(witness.Shown(AddCheckpoint.HashOf("log.example")));
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void No_reader_is_forgotten() => Assert.Empty(
        Fuzzer.Readers(typeof(F).Assembly).Distinct().Except(Targets.Select(t => t.Name)).Except(Ours.Select(o => o.Split(':')[0])));

    private static List<FuzzTarget> Make()
    {
        var key = SigningKey.FromSeed("log.example", new byte[32]);
        var promises = SigningKey.FromSeed(Promises.KeyNameFor("log.example"), new byte[32]);
        var checkpoint = new Checkpoint("log.example", 7, Rfc6962.Leaf([1])).ToText();
        var note = key.SignNote(checkpoint);
        var proof = TlogProof.Write(new InclusionProof(3, 7, [Rfc6962.Leaf([1])]), note);
        var made = new Fixed("fuzz");
        var witness = new CosigningKey("w.example", new byte[32]);
        var line = witness.Cosign(checkpoint, At.ToUnixTimeSeconds());
        var opening = Opening(DemandClass.Open, made);
        var revealed = opening.Reveal(0, RegisterSchema.Fields.ToHashSet(), new DemandOutcome("closed", []));
        var authorisation = AuthorisationOpening.FromJson(CanonicalJson.Write((JsonObject)JsonNode.Parse(VectorFiles.Authorisations.GetProperty("writ").GetProperty("opening").GetRawText())!)).Value;
        var dummy = AuthorisationDummy.FromJson(Salted(AuthorisationDummy.Draw().ToJson(), made)).Value;

        // Sealed to an auditor: what another program drew once. Of an authorisation it is in the corpus.
        var audits = VectorFiles.Audits;
        var auditor = PrivateKey.ImportPkcs8(Convert.FromHexString(audits.GetProperty("auditors")[0].GetString()!)).Value;
        byte[] Audited(string name) => Convert.FromHexString(audits.GetProperty("good")[1].GetProperty(name).GetString()!);
        var closed = RegisterLeaf.Parse(Audited("leaf")).Value;
        var cell = CoarseCell.Of(52.5, 13.4);
        var region = RegionFile.Write(cell, []);
        var asks = AskFile.Write(cell, [new AskLine("ask_0123456789abcdef", At, At.AddHours(1), "A red coat.", "blur", "myself", At.AddDays(30), Relay: true)]);
        var quarter = Period.FromTrusted("2026-q1");
        var equity = new EquityDocument(
            quarter, 2, 1, 0.5, [new EquityArea("a1", "Harbour", "first fifth", 900, 1.5, new WithInterval(1.6667, 0.2, 6), new WithInterval(null, 0, null))],
            [new EquityGroup("first fifth", 900, 1.5, null, null)], [new EquityPair("first fifth", "last fifth", null)], new EquityFollowed(90, 2, 1));
        var totals = new TotalsDocument(TotalsKind.Grants, quarter, 1, 2, 10, [new TotalLine(AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample Police", 12)]);
        var statement = new UnopenedStatement("log.example", "2026-h1", 0, 2, 2, new BandRange(0, 1));
        var leaves = new[] { Opening(DemandClass.Withheld, made), Opening(DemandClass.Dummy, made) }.Select((o, i) => ((long)i, o)).ToList();
        using var proofs = new MemoryStream();
        UnopenedProofs.Write(proofs, statement, leaves, made.Scalar);
        byte[][] facts =
        [
            F.ClassAdjusted(4, 9, "Wrong.", At), F.LeavesUnsealed("reports/unsealed/1.jsonl", new string('a', 64), 2, At), F.AgencyEnrolled(AgencyId.FromTrusted("agy_0123456789abcdef"), "Sample", "US", "police", At),
            F.ReportPublished("2020-h2", 1, "reports/2020-h2/v1.json", new string('a', 64), new string('b', 64), 0, 5, true, At), F.BreakGlassTold(new string('a', 64), "vlt_0", At, "a note", At),
            F.ScheduleSet(new Schedule(At.AddDays(1), TimeSpan.FromDays(7), 24, 20, TimeSpan.FromDays(1), 3), At), F.BatchOut(LeafKind.Register, At, At),
        ];
        using var signer = new SoftPasskey();
        var said = ApprovalStatementTests.Reviewer.ToBytes();
        byte[][] approvals = [signer.Sign(said).ToJson(), signer.SignPlain(said).ToJson()];
        var (passkey, spki) = ((ApprovalSignature.Passkey)signer.Sign(said).Signature, signer.Spki);
        Refusal? Asserted(ApprovalSignature.Passkey given) => new SignedApproval(said, spki, given).Check();
        var request = Encoding.UTF8.GetBytes("""{"agency":"agy_0123456789abcdef","format":"writ.request/v1","id":"rqs_0123456789abcdef"}""");
        return
        [
            FuzzTarget.Bytes("SignedNote.Verify", b => { _ = SignedNote.Verify(b, [key.Verifier], out _); _ = SignedNote.Verify(Encoding.UTF8.GetString(b), [key.Verifier]); }, Encoding.UTF8.GetBytes(note)),
            FuzzTarget.Text("SignedNote.Split", t => _ = SignedNote.Split(t), note),
            FuzzTarget.Text("Checkpoint.Parse", t => _ = Checkpoint.Parse(t), checkpoint),
            FuzzTarget.Text("Checkpoint.Read", t => _ = Checkpoint.Read(t), checkpoint, note),
            FuzzTarget.Text("Checkpoint.Open", t => _ = Checkpoint.Open(t, [key.Verifier]), note),
            FuzzTarget.Text("VerifierKey.Parse", t => _ = VerifierKey.Parse(t), key.Verifier.ToString()),
            FuzzTarget.Text("WitnessPolicy.Parse", t => _ = WitnessPolicy.Parse(t), $"log {key.Verifier} https://log.example\nwitness a {key.Verifier} https://a.example\nwitness b {key.Verifier}\ngroup g 1 a b\nquorum g\n"),
            FuzzTarget.Text("TlogProof.Parse", t => _ = TlogProof.Parse(t), proof),
            FuzzTarget.Text("TlogProof.Verify", t => _ = TlogProof.Verify(t, [1], [key.Verifier], WitnessPolicy.None, out _), proof),
            FuzzTarget.Text("TlogProof.VerifyHash", t => _ = TlogProof.VerifyHash(t, Rfc6962.Leaf([1]), [key.Verifier], WitnessPolicy.None, out _), proof),
            FuzzTarget.Text("AddCheckpoint.Parse", t => _ = AddCheckpoint.Parse(t), new AddCheckpoint(3, [Rfc6962.Leaf([1])], note).ToText()),
            FuzzTarget.Text("Cosignatures.In", t => { _ = Cosignatures.In(t, [witness.Verifier]); _ = Cosignatures.Strangers(t, [key.Verifier]); }, note + line, note),
            FuzzTarget.Text("Cosignatures.Accept", t => { _ = Cosignatures.Accept(checkpoint, t, witness.Verifier); _ = Cosignatures.Accept(t, line, witness.Verifier); }, line, checkpoint),
            FuzzTarget.Bytes("EntryBundle.ReadAll", b => _ = EntryBundle.ReadAll(b), [0, 1, 7, 0, 2, 8, 9], [255, 255]),
            FuzzTarget.Bytes("EntryKind.Of", b => _ = EntryKind.Of(b), opening.Leaf(), authorisation.Leaf()),
            FuzzTarget.Text("ClassCommitment.Class", t => _ = ClassCommitment.Class(t), "withheld"),
            FuzzTarget.Text("Strict.Base64", t => { _ = Strict.Base64(t); _ = Strict.Base64(t, 32); }, Convert.ToBase64String(new byte[32])),
            FuzzTarget.Text("Strict.Decimal", t => _ = Strict.Decimal(t), "9223372036854775807"),
            FuzzTarget.Text("Strict.Timestamp", t => _ = Strict.Timestamp(t), "2026-01-31T09:00:00Z"),
            FuzzTarget.Text("Strict.Day", t => _ = Strict.Day(t), "2026-01-31"),
            FuzzTarget.Text("Promises.Verify", t => _ = Promises.Verify(t, promises.Verifier), Promises.Sign(promises, "log.example", Rfc6962.Leaf([1]), Rfc6962.Leaf([2]), At)),
            FuzzTarget.Text("ReleaseGiven.Verify", t => _ = ReleaseGiven.Verify(t, promises.Verifier), new ReleaseGiven(promises.Verifier.Name, 1, Rfc6962.Leaf([1]), 2, At).Sign(promises)),
            FuzzTarget.Text("GivenUntil.Verify", t => _ = GivenUntil.Verify(t, promises.Verifier), new GivenUntil(promises.Verifier.Name, 1, 9, At).Sign(promises)),
            FuzzTarget.Bytes("EntryBundle.Parse", b => { for (var count = 0; count < 4; count++) _ = EntryBundle.Parse(b, count); }, [0, 1, 7, 0, 2, 8, 9], [255, 255]),
            FuzzTarget.Bytes("EntryBundle.Read", b => { for (var count = 0; count < 4; count++) _ = EntryBundle.Read(b, count, out _); }, [0, 1, 7, 0, 2, 8, 9], [255, 255]),
            FuzzTarget.Bytes("Facts.Parse", b => _ = F.Parse(b), facts),
            FuzzTarget.Bytes("RegisterLeaf.Parse", b => _ = RegisterLeaf.Parse(b), opening.Leaf()),
            FuzzTarget.Bytes("RegisterOpening.FromJson", b => _ = RegisterOpening.FromJson(b), opening.ToJson()),
            FuzzTarget.Bytes("AuthorisationOpening.FromJson", b => _ = AuthorisationOpening.FromJson(b), authorisation.ToJson()),
            FuzzTarget.Bytes("AuthorisationDummy.FromJson", b => _ = AuthorisationDummy.FromJson(b), dummy.ToJson()),
            FuzzTarget.Bytes("AuditedAuthorisation.Read", b => { _ = AuditedAuthorisation.Read(b, authorisation.ToJson()); _ = AuditedAuthorisation.Read(dummy.Leaf(), b); }, dummy.Leaf(), dummy.ToJson(), authorisation.ToJson()),
            FuzzTarget.Bytes("AuditSeal.OpenAuthorisation", b => { _ = AuditSeal.OpenAuthorisation(b, Audited("sealed"), auditor); _ = AuditSeal.OpenAuthorisation(authorisation.Leaf(), b, auditor); }, authorisation.Leaf(), Audited("sealed")),
            FuzzTarget.Bytes("AuditSeal.Look", b => { _ = AuditSeal.Look(dummy.Leaf(), b); _ = AuditSeal.Look(Audited("leaf"), b); _ = AuditSeal.Look(b, Audited("sealed")); }, Audited("sealed"), Audited("leaf")),
            FuzzTarget.Bytes("AuditSeal.OpenRegister", b => _ = AuditSeal.OpenRegister(closed, b, auditor), Audited("sealed")),
            FuzzTarget.Bytes("ApprovalStatement.Parse", b => { if (ApprovalStatement.Parse(b).TryGet(out var said, out _)) _ = (said.ToBytes(), said.Covers(authorisation.Record)); }, ApprovalStatementTests.Reviewer.ToBytes(), ApprovalStatementTests.Approver.ToBytes()),
            FuzzTarget.Bytes("SignedApproval.FromJson", b => { if (SignedApproval.FromJson(b).TryGet(out var signed, out _)) _ = (signed.Check(), signed.ToJson()); }, approvals),
            FuzzTarget.Bytes("EcdsaDer.Read", b => { _ = EcdsaDer.Read(b); _ = CborForm.IsOneMap(b); }, [0x30, 6, 2, 1, 1, 2, 1, 1], [0xa2, 1, 0x82, 1, 2, 0x61, 65, 0xc1, 0xf5]),
            FuzzTarget.Bytes("PasskeyAssertion.Check", b => { _ = Asserted(passkey with { ClientDataJson = b }); _ = Asserted(passkey with { AuthenticatorData = b }); _ = Asserted(passkey with { Signature = b }); }, passkey.ClientDataJson, passkey.AuthenticatorData, passkey.Signature),
            FuzzTarget.Bytes("OpeningCheck.Check", b => _ = OpeningCheck.Check(b, revealed), opening.Leaf()),
            FuzzTarget.Bytes("OpeningCheck.CheckUnsealed", b => _ = OpeningCheck.CheckUnsealed(b, revealed), opening.Leaf()),
            FuzzTarget.Bytes("UnopenedCheck.Run", b => _ = UnopenedCheck.Run(new MemoryStream(b), statement, leaves.Select(l => new UnopenedLeaf(l.Item1, l.o.Leaf()))).ToList(), proofs.ToArray()),
            FuzzTarget.Bytes("RequestDocument.Parse", b => _ = RequestDocument.Parse(b), request),
            FuzzTarget.Bytes("AskFile.Read", b => _ = AskFile.Read([.. b.Take(asks.Length - 1), .. Enumerable.Repeat((byte)' ', Math.Max(0, asks.Length - 1 - b.Length)), (byte)'\n'], cell), asks[..300], asks),
            FuzzTarget.Bytes("EquityDocument.Parse", b => _ = EquityDocument.Parse(b), equity.ToBytes()),
            FuzzTarget.Bytes("TotalsDocument.Parse", b => _ = TotalsDocument.Parse(b), totals.ToBytes()),
            FuzzTarget.Bytes("LimitsDocument.Parse", b => _ = LimitsDocument.Parse(b), new LimitsDocument(new Dictionary<string, long> { ["limits.leastDwellings"] = 100 }).ToBytes()),
            FuzzTarget.Bytes("RegionFile.Read", b => { _ = RegionFile.Read(b, cell); _ = RegionFile.Read([.. b.Take(region.Length - 1), .. Enumerable.Repeat((byte)' ', Math.Max(0, region.Length - 1 - b.Length)), (byte)'\n'], cell); }, region[..200], region),
        ];
    }

    /// <summary>The same in every run: a finding can be found again.</summary>
    private static RegisterOpening Opening(DemandClass cls, Fixed made) => RegisterOpening.FromJson(Salted(RegisterOpening.Draw(cls, RegisterOpeningTests.Record).ToJson(), made)).Value;

    /// <summary>With the drawn parts of an opening drawn from a seed.</summary>
    private static byte[] Salted(byte[] json, Fixed made)
    {
        var opening = (JsonObject)JsonNode.Parse(json)!;
        if (opening.ContainsKey("blind")) (opening["blind"], opening["audit"]) = (Convert.ToBase64String(made.Scalar()), Convert.ToBase64String(made.Bytes()));
        foreach (var field in opening["fields"]!.AsArray())
        {
            field!["salt"] = Convert.ToBase64String(made.Bytes());
            if ((string?)field["name"] is "agency" or "demand" && (string?)field["value"] is not "-" and var id) field["value"] = $"{id![..4]}0123456789abcdef";
        }

        return CanonicalJson.Write(opening);
    }
}
