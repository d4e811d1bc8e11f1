using System.Security.Cryptography;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;
using Writ.Ledger.Tests.Vectors;

namespace Writ.Ledger.Tests.Register;

public sealed class AuditSealTests : IDisposable
{
    private readonly PrivateKey first = PrivateKey.Generate();
    private readonly PrivateKey second = PrivateKey.Generate();
    private readonly PrivateKey stranger = PrivateKey.Generate();

    public static TheoryData<int> Good => [.. Enumerable.Range(0, VectorFiles.Audits.GetProperty("good").GetArrayLength())];

    public static TheoryData<string> Bad => [.. VectorFiles.Audits.GetProperty("bad").EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        stranger.Dispose();
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void What_another_program_sealed_is_opened_by_each_auditor(int number)
    {
        var v = VectorFiles.Audits.GetProperty("good")[number];
        foreach (var auditor in Auditors())
        {
            using (auditor)
            {
                var opening = AuditSeal.OpenRegister(RegisterLeaf.Parse(Hex(v, "leaf")).Value, Hex(v, "sealed"), auditor).Value;
                Assert.Equal(v.GetProperty("class").GetString(), ClassCommitment.Name(opening.Class));
                Assert.Equal(v.GetProperty("demand").GetString(), opening.Record.Demand.Text);
                Assert.Equal(v.GetProperty("values").EnumerateArray().Select(value => value.GetString()), opening.Values);
                Assert.Equal(Hex(v, "leaf"), opening.Leaf());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_vector_is_told_by_its_code(string name)
    {
        var v = VectorFiles.Audits.GetProperty("bad").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        using var auditor = Auditors()[v.GetProperty("key").GetInt32()];
        Assert.Equal(v.GetProperty("says").GetString(), AuditSeal.OpenRegister(RegisterLeaf.Parse(Hex(v, "leaf")).Value, Hex(v, "sealed"), auditor).Refusal?.Code);
    }

    [Fact]
    public void Without_an_auditor_the_hash_is_random_and_nothing_is_sealed()
    {
        var (one, other) = (RegisterOpening.Draw(DemandClass.Open, Record()), RegisterOpening.Draw(DemandClass.Open, Record(), []));
        Assert.Null(one.ForAuditors);
        Assert.Null(other.ForAuditors);
        Assert.NotEqual(one.Leaf()[66..], other.Leaf()[66..]);
        Assert.Equal(one.Leaf(), RegisterOpening.FromJson(one.ToJson()).Value.Leaf());
    }

    [Fact]
    public void With_auditors_the_leaf_holds_the_hash_of_what_was_sealed()
    {
        var opening = RegisterOpening.Draw(DemandClass.Withheld, Record(), [first.Public, second.Public]);
        Assert.Equal(SHA256.HashData(opening.ForAuditors!), opening.Leaf()[66..]);
        Assert.Equal(opening.Leaf(), RegisterOpening.FromJson(opening.ToJson()).Value.Leaf());
    }

    /// <summary>Whatever is recorded, in whichever class: one length, both auditors read the same, a stranger nothing.</summary>
    [Fact]
    public void Any_record_of_any_class_gives_the_same_length_and_is_read_back()
    {
        var word = ArbMap.Default.ArbFor<NonEmptyString>().Generator.Select(s => new string([.. s.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(200)])).Where(s => s.Length > 0);
        var words = word.ListOf(5);
        var drawn = from text in words
            from cls in Gen.Elements(DemandClass.Open, DemandClass.Withheld, DemandClass.Dummy)
            from accounts in Gen.Choose(0, int.MaxValue)
            from flag in Gen.Elements<bool?>(true, false, null)
            select (cls, record: Record() with
            {
                Instrument = text[0], Reporting = text[1], Country = text[2], AuthorityKind = text[3], Service = text[4], Accounts = accounts, Content = flag,
            });
        Prop.ForAll(drawn.ToArbitrary(), given =>
        {
            var opening = RegisterOpening.Draw(given.cls, given.record, [first.Public, second.Public]);
            var leaf = RegisterLeaf.Parse(opening.Leaf()).Value;
            var read = AuditSeal.OpenRegister(leaf, opening.ForAuditors!, second).Value;
            return opening.ForAuditors!.Length == 4540 && read.Class == given.cls && read.Record == given.record
                && AuditSeal.OpenRegister(leaf, opening.ForAuditors!, stranger).Refusal?.Code == "audit-not-recipient";
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_longest_record_there_can_be_fits()
    {
        var longest = new string('法', 200);
        var record = Record() with { Instrument = longest, Reporting = longest, Country = longest, AuthorityKind = longest, Service = longest, Accounts = int.MaxValue };
        var auditors = Enumerable.Range(0, AuditSeal.MostAuditors).Select(_ => PrivateKey.Generate()).ToList();
        var opening = RegisterOpening.Draw(DemandClass.Open, record, [.. auditors.Select(a => a.Public)]);
        Assert.Equal(4380 + (80 * AuditSeal.MostAuditors), opening.ForAuditors!.Length);
        Assert.Equal(record, AuditSeal.OpenRegister(RegisterLeaf.Parse(opening.Leaf()).Value, opening.ForAuditors, auditors[^1]).Value.Record);
        foreach (var auditor in auditors) auditor.Dispose();
    }

    [Fact]
    public void An_authorisation_is_bound_to_its_leaf_and_its_length_hides_its_items()
    {
        var (one, other) = (Authorisation(1), Authorisation(20));
        var (sealedOne, sealedOther) = (AuditSeal.SealAuthorisation(one.Leaf(), one.ToJson(), [first.Public]), AuditSeal.SealAuthorisation(other.Leaf(), other.ToJson(), [first.Public]));
        Assert.Equal(sealedOne.Length, sealedOther.Length);
        Assert.Equal(one.ToJson(), AuditSeal.OpenAuthorisation(one.Leaf(), sealedOne, first).Value);
        Assert.Equal("audit-swapped", AuditSeal.OpenAuthorisation(one.Leaf(), sealedOther, first).Refusal?.Code);
        Assert.Equal("audit-not-recipient", AuditSeal.OpenAuthorisation(one.Leaf(), sealedOne, second).Refusal?.Code);
        var other1 = AuditSeal.SealAuthorisation(one.Leaf(), other.ToJson(), [first.Public]);
        Assert.Equal("audit-fields-differ", AuditedAuthorisation.Read(one.Leaf(), AuditSeal.OpenAuthorisation(one.Leaf(), other1, first).Value).Refusal?.Code);
        Assert.Equal("audit-opening-malformed", AuditedAuthorisation.Read(one.Leaf(), "{}"u8).Refusal?.Code);
        var many = Authorisation(300);
        Assert.Equal(many.ToJson(), AuditSeal.OpenAuthorisation(many.Leaf(), AuditSeal.SealAuthorisation(many.Leaf(), many.ToJson(), [first.Public]), first).Value);
    }

    [Fact]
    public void Any_changed_or_missing_byte_of_an_authorisation_is_told()
    {
        var one = Authorisation(1);
        var made = AuditSeal.SealAuthorisation(one.Leaf(), one.ToJson(), [first.Public]);
        for (var i = 0; i < made.Length; i += i < 400 ? 1 : 97)
        {
            var changed = made.ToArray();
            changed[i] ^= 1;
            Assert.False(AuditSeal.OpenAuthorisation(one.Leaf(), changed, first).Ok);
            Assert.False(AuditSeal.OpenAuthorisation(one.Leaf(), made[..i], first).Ok);
        }
    }

    private static byte[] Hex(JsonElement v, string name) => Convert.FromHexString(v.GetProperty(name).GetString()!);

    private static List<PrivateKey> Auditors() =>
        [.. VectorFiles.Audits.GetProperty("auditors").EnumerateArray().Select(key => PrivateKey.ImportPkcs8(Convert.FromHexString(key.GetString()!)).Value)];

    private static RegisterRecord Record() => new(
        new DateOnly(2026, 3, 10), "us/search-warrant", "warrant", true, "US", "court", "retail", null, 1, false, false,
        AgencyId.FromTrusted("agy_0123456789abcdef"), DemandId.FromTrusted("dmd_0123456789abcdef"));

    private static AuthorisationOpening Authorisation(int items) => AuthorisationOpening.Draw(new AuthorisationRecord(
        AuthorisationId.New(), "vault", "nonce", DemandId.New().Text, Convert.ToBase64String(new byte[32]), AuthorisationGround.Writ,
        [.. Enumerable.Range(0, items).Select(_ => new AuthorisedItem(ItemId.New(), AccountId.New(), DataCategory.FromTrusted("content"), null, null))],
        [new string('a', 64)], "stf_one", "stf_two", new DateTimeOffset(2026, 3, 17, 0, 0, 0, TimeSpan.Zero)));
}
