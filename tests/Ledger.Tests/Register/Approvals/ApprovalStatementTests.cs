using System.Text;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;

namespace Writ.Ledger.Tests.Register.Approvals;

public sealed class ApprovalStatementTests
{
    private static readonly DateTimeOffset Until = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DataCategory Content = DataCategory.FromTrusted("content");

    internal static readonly AuthorisationRecord Authorised = new(
        AuthorisationId.FromTrusted("aut_0123456789abcdef"), "vlt_0123456789abcdef", "bm9uY2U=", "dmd_0123456789abcdef", Convert.ToBase64String(new byte[32]), "writ",
        [
            new AuthorisedItem(ItemId.FromTrusted("itm_0123456789abcdef"), AccountId.FromTrusted("acc_0123456789abcdef"), DataCategory.FromTrusted("subscriber"), null, null),
            new AuthorisedItem(ItemId.FromTrusted("itm_1123456789abcdef"), AccountId.FromTrusted("acc_0123456789abcdef"), Content, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)),
        ],
        [new string('a', 64), new string('b', 64)], "stf_0123456789abcdef", "stf_1123456789abcdef", Until);

    internal static readonly ApprovalStatement Reviewer = new(
        Authorised.VaultId, "reviewer", Authorised.Reviewer, DemandId.FromTrusted(Authorised.Asked), Authorised.RegisterLeaf, Authorised.Items, null, Until);

    internal static readonly ApprovalStatement Approver = Reviewer with { Role = "approver", Person = Authorised.Approver, RecipientKeys = Authorised.RecipientKeys };

    [Fact]
    public void It_is_read_back_from_its_bytes()
    {
        foreach (var statement in new[] { Reviewer, Approver, Reviewer with { RecipientKeys = Authorised.RecipientKeys } })
        {
            var read = ApprovalStatement.Parse(statement.ToBytes()).Value;
            Assert.Equal(statement.ToBytes(), read.ToBytes());
            Assert.Equal(statement, read);
            Assert.Equal(statement.Items, read.Items);
        }

        Assert.NotEqual(Reviewer, Approver);
        Assert.Equal(32, ApprovalStatement.Challenge(Reviewer.ToBytes()).Length);
        Assert.StartsWith("writ.approval/v1\n{", Encoding.UTF8.GetString(ApprovalStatement.Signed(Reviewer.ToBytes())), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_cover_what_they_name()
    {
        Assert.True(Reviewer.Covers(Authorised));
        Assert.True(Approver.Covers(Authorised));
    }

    [Fact]
    public void They_cover_less_of_it()
    {
        var item = Authorised.Items[1];
        AuthorisationRecord[] less =
        [
            Authorised with { Items = [item] },
            Authorised with { Items = [item with { From = new DateOnly(2026, 1, 2), To = new DateOnly(2026, 1, 30) }] },
            Authorised with { Items = [Authorised.Items[0] with { From = new DateOnly(2020, 1, 1), To = new DateOnly(2030, 1, 1) }] },
            Authorised with { RecipientKeys = [Authorised.RecipientKeys[1]] },
            Authorised with { Expires = Until.AddSeconds(-1) },
            Authorised with { Nonce = "b3RoZXI=", Id = AuthorisationId.New() },
        ];
        Assert.All(less, one => Assert.True(Reviewer.Covers(one) && Approver.Covers(one)));
        Assert.True(Reviewer.Covers(Authorised with { RecipientKeys = [new string('c', 64)] }));
        Assert.True(Reviewer.Covers(Authorised with { Approver = "stf_2123456789abcdef" }));
    }

    public static TheoryData<string> More => new(Others.Keys);

    private static Dictionary<string, AuthorisationRecord> Others => new()
    {
        ["another vault"] = Authorised with { VaultId = "vlt_1123456789abcdef" },
        ["another demand"] = Authorised with { Asked = "dmd_1123456789abcdef" },
        ["another register leaf"] = Authorised with { RegisterLeaf = Convert.ToBase64String([1, .. new byte[31]]) },
        ["other people"] = Authorised with { Reviewer = Authorised.Approver, Approver = Authorised.Reviewer },
        ["an item more"] = Authorised with { Items = [.. Authorised.Items, Authorised.Items[1] with { Item = ItemId.New() }] },
        ["another account"] = Authorised with { Items = [Authorised.Items[1] with { Account = AccountId.New() }] },
        ["another category"] = Authorised with { Items = [Authorised.Items[1] with { Category = DataCategory.FromTrusted("transaction") }] },
        ["a day before"] = Authorised with { Items = [Authorised.Items[1] with { From = new DateOnly(2025, 12, 31) }] },
        ["a day after"] = Authorised with { Items = [Authorised.Items[1] with { To = new DateOnly(2026, 2, 1) }] },
        ["no first day"] = Authorised with { Items = [Authorised.Items[1] with { From = null }] },
        ["no last day"] = Authorised with { Items = [Authorised.Items[1] with { To = null }] },
        ["no items"] = Authorised with { Items = [] },
        ["a second longer"] = Authorised with { Expires = Until.AddSeconds(1) },
        ["a person's own request"] = Authorised with { Ground = "subject" },
    };

    [Theory]
    [MemberData(nameof(More))]
    public void They_do_not_cover_more(string what)
    {
        Assert.False(Reviewer.Covers(Others[what]));
        Assert.False(Approver.Covers(Others[what]));
    }

    [Fact]
    public void An_approver_s_does_not_cover_another_recipient()
    {
        Assert.False(Approver.Covers(Authorised with { RecipientKeys = [new string('c', 64)] }));
        Assert.False(Approver.Covers(Authorised with { RecipientKeys = [.. Authorised.RecipientKeys, new string('c', 64)] }));
        Assert.False((Reviewer with { RecipientKeys = [new string('a', 64)] }).Covers(Authorised));
    }

    [Fact]
    public void What_would_not_be_read_back_is_not_written()
    {
        ApprovalStatement[] impossible =
        [
            Reviewer with { Items = [] },
            Reviewer with { Items = [Authorised.Items[0], Authorised.Items[0]] },
            Reviewer with { Items = [Authorised.Items[1] with { To = new DateOnly(2025, 1, 1) }] },
            Reviewer with { Role = "break-glass" },
            Reviewer with { Role = "" },
            Reviewer with { Person = "-" },
            Reviewer with { Person = "two words" },
            Reviewer with { VaultId = "-" },
            Reviewer with { VaultId = "" },
            Reviewer with { RegisterLeaf = "-" },
            Reviewer with { RegisterLeaf = "AAAA" },
            Reviewer with { RecipientKeys = [] },
            Approver with { RecipientKeys = null },
            Approver with { RecipientKeys = [new string('b', 64), new string('a', 64)] },
            Approver with { RecipientKeys = ["AA"] },
            Reviewer with { Items = [.. Enumerable.Range(0, 2000).Select(_ => Authorised.Items[0] with { Item = ItemId.New() })] },
        ];
        Assert.All(impossible, one => Assert.Throws<ArgumentException>(one.ToBytes));
    }

    [Fact]
    public void Other_spellings_of_it_are_not_read()
    {
        var text = Encoding.UTF8.GetString(Approver.ToBytes());
        string[] bent =
        [
            " " + text, text + "\n", text + "{}", text.Replace("\"until\"", "\"Until\"", StringComparison.Ordinal), text.Replace("Z\"", "z\"", StringComparison.Ordinal),
            text.Replace("writ.approval/v1", "writ.approval/v2", StringComparison.Ordinal), text.Replace("{\"demand\"", "{\"also\":1,\"demand\"", StringComparison.Ordinal),
            text.Replace("\"from\":null", "\"from\":\"\"", StringComparison.Ordinal), text.Replace("2026-01-31", "2026-1-31", StringComparison.Ordinal), text.Replace("dmd_", "req_", StringComparison.Ordinal),
            text.Replace("\"from\":null,", "", StringComparison.Ordinal), text[..^1], "null", "[]", "{}", "",
        ];
        foreach (var one in bent)
        {
            Assert.NotEqual(text, one);
            Assert.Equal("ledger-approval-malformed", ApprovalStatement.Parse(Encoding.UTF8.GetBytes(one)).Refusal?.Code);
        }
    }
}
