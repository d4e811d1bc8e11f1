using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Tests.Vectors;

namespace Writ.Ledger.Tests.Register;

public sealed class AuthorisationOpeningTests
{
    private static readonly AuthorisationRecord Record = new(
        AuthorisationId.New(), "vault-1", "bm9uY2U=", DemandId.New().Text, Convert.ToBase64String(new byte[32]), "writ",
        [
            new AuthorisedItem(ItemId.New(), AccountId.New(), DataCategory.FromTrusted("subscriber"), null, null),
            new AuthorisedItem(ItemId.New(), AccountId.New(), DataCategory.FromTrusted("content"), new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)),
        ],
        [new string('a', 64), new string('b', 64)], "stf_0123456789abcdef", "stf_1123456789abcdef", new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly AuthorisationRecord Own = Record with
    {
        Ground = "subject", Asked = SubjectRequestId.New().Text, RegisterLeaf = "-", Reviewer = "-", Approver = "-", RecipientKeys = [], Items = [Record.Items[0]],
    };

    private static readonly AuthorisationRecord Given = Record with
    {
        VaultId = "-", Nonce = "-", Asked = GrantId.New().Text, Ground = "consent", Items = [], Reviewer = "-", Approver = "-",
    };

    private readonly AuthorisationOpening opening = AuthorisationOpening.Draw(Record);

    [Fact]
    public void A_leaf_is_34_bytes_and_its_opening_matches_it_alone()
    {
        var leaf = opening.Leaf();
        Assert.True(AuthorisationOpening.IsLeaf(leaf));
        Assert.Equal(34, leaf.Length);
        Assert.Equal(LogEntryKind.Authorisation, EntryKind.Of(leaf));
        Assert.True(opening.Matches(leaf));
        Assert.False(AuthorisationOpening.Draw(Record).Matches(leaf));
        leaf[^1] ^= 1;
        Assert.False(opening.Matches(leaf));
        Assert.False(opening.Matches(leaf.AsSpan(0, 33)));
    }

    [Fact]
    public void Its_JSON_gives_the_same_leaf_and_record()
    {
        var again = AuthorisationOpening.FromJson(opening.ToJson()).Value;
        Assert.True(again.Matches(opening.Leaf()));
        Assert.Equal(Record.Items, again.Record.Items);
        Assert.Equal(Record.RecipientKeys, again.Record.RecipientKeys);
        Assert.Equal(Record, again.Record with { Items = Record.Items, RecipientKeys = Record.RecipientKeys });
    }

    [Fact]
    public void A_person_s_own_request_is_a_leaf_of_the_same_size_and_is_read_back()
    {
        var own = AuthorisationOpening.Draw(Own);
        Assert.Equal(AuthorisationOpening.LeafLength, own.Leaf().Length);
        Assert.Equal(opening.Leaf()[..2], own.Leaf()[..2]);
        var again = AuthorisationOpening.FromJson(own.ToJson()).Value;
        Assert.True(again.Matches(own.Leaf()));
        Assert.Equal(Own, again.Record with { Items = Own.Items, RecipientKeys = Own.RecipientKeys });
        var two = Own with { Items = [Own.Items[0], Own.Items[0] with { Item = ItemId.New(), Category = DataCategory.FromTrusted("content") }] };
        Assert.Equal(2, AuthorisationOpening.FromJson(AuthorisationOpening.Draw(two).ToJson()).Value.Record.Items.Count);
    }

    [Fact]
    public void What_an_owner_gave_is_a_leaf_of_the_same_form_and_is_read_back()
    {
        foreach (var record in new[] { Given, Given with { Ground = "renewal" }, Given with { Ground = "deletion", RecipientKeys = [] } })
        {
            var given = AuthorisationOpening.Draw(record);
            Assert.Equal(opening.Leaf()[..2], given.Leaf()[..2]);
            var again = AuthorisationOpening.FromJson(given.ToJson()).Value;
            Assert.True(again.Matches(given.Leaf()));
            Assert.Equal(record, again.Record with { Items = record.Items, RecipientKeys = record.RecipientKeys });
        }
    }

    [Theory]
    [InlineData("writ")]
    [InlineData("subject")]
    [InlineData("consent")]
    [InlineData("renewal")]
    [InlineData("deletion")]
    public void The_vectors_of_the_specification_give_these_leaves(string ground)
    {
        var vector = VectorFiles.Authorisations.GetProperty(ground);
        var read = AuthorisationOpening.FromJson(CanonicalJson.Write(JsonNode.Parse(vector.GetProperty("opening").GetRawText())!)).Value;
        Assert.Equal(ground, read.Record.Ground);
        Assert.Equal(vector.GetProperty("leaf").GetString(), Convert.ToHexStringLower(read.Leaf()));
    }

    [Fact]
    public void A_changed_field_gives_another_leaf()
    {
        var text = Encoding.UTF8.GetString(opening.ToJson());
        var changed = AuthorisationOpening.FromJson(Encoding.UTF8.GetBytes(text.Replace("vault-1", "vault-2", StringComparison.Ordinal))).Value;
        Assert.False(changed.Matches(opening.Leaf()));
        var longer = AuthorisationOpening.FromJson(Encoding.UTF8.GetBytes(text.Replace("2026-01-31", "2027-01-31", StringComparison.Ordinal))).Value;
        Assert.False(longer.Matches(opening.Leaf()));
    }

    public static TheoryData<AuthorisationRecord> Impossible =>
    [
        Record with { Approver = Record.Reviewer },
        Record with { Items = [] },
        Record with { Items = [Record.Items[0], Record.Items[0]] },
        Record with { Items = [Record.Items[1] with { To = new DateOnly(2025, 12, 31) }] },
        Record with { RecipientKeys = [] },
        Record with { RecipientKeys = [Record.RecipientKeys[1], Record.RecipientKeys[0]] },
        Record with { RecipientKeys = [Record.RecipientKeys[0], Record.RecipientKeys[0]] },
        Record with { RecipientKeys = ["AA"] },
        Record with { Ground = "consent" },
        Record with { Ground = "subject" },
        Record with { Asked = SubjectRequestId.New().Text },
        Record with { RegisterLeaf = "-" },
        Record with { Reviewer = "-" },
        Record with { Approver = "-" },
        Own with { Ground = "writ" },
        Own with { Asked = Record.Asked },
        Own with { Asked = "-" },
        Own with { RegisterLeaf = Record.RegisterLeaf },
        Own with { RegisterLeaf = "" },
        Own with { Reviewer = Record.Reviewer },
        Own with { Approver = Record.Approver },
        Own with { Reviewer = Record.Reviewer, Approver = Record.Approver },
        Own with { Reviewer = "" },
        Own with { RecipientKeys = Record.RecipientKeys },
        Own with { Items = Record.Items },
        Own with { Items = [] },
        Given with { VaultId = "vault-1" },
        Given with { Nonce = "bm9uY2U=" },
        Given with { Asked = Record.Asked },
        Given with { Asked = "-" },
        Given with { RegisterLeaf = "-" },
        Given with { RecipientKeys = [] },
        Given with { Items = [Record.Items[0]] },
        Given with { Reviewer = Record.Reviewer },
        Given with { Approver = Record.Approver },
        Given with { Ground = "writ" },
        Given with { Ground = "subject" },
        Given with { Ground = "deletion" },
        Given with { Ground = "deletion", RecipientKeys = [], RegisterLeaf = "-" },
        Given with { Ground = "favour" },
        Record with { RegisterLeaf = "AAAA" },
        Record with { VaultId = "" },
        Record with { Nonce = "a b" },
    ];

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void A_record_that_no_vault_may_accept_is_never_drawn(AuthorisationRecord record) =>
        Assert.Throws<ArgumentException>(() => AuthorisationOpening.Draw(record));

    [Theory]
    [InlineData("authorisation-opening/v1", "authorisation-opening/v2")]
    [InlineData("\"name\":\"vault\"", "\"name\":\"valut\"")]
    [InlineData("{\"fields\"", "{\"extra\":1,\"fields\"")]
    [InlineData("2026-02-01T00:00:00Z", "2026-02-01")]
    public void JSON_out_of_shape_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(opening.ToJson());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-opening-malformed", AuthorisationOpening.FromJson(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Fact]
    public void An_entry_of_no_kind_is_told_apart()
    {
        Assert.Null(EntryKind.Of([]));
        Assert.Null(EntryKind.Of("x"u8));
        Assert.Equal(LogEntryKind.Fact, EntryKind.Of("{}"u8));
        Assert.False(AuthorisationOpening.IsLeaf([(byte)'A', 2, .. new byte[32]]));
    }
}
