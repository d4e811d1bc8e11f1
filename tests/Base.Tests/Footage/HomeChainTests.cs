using System.Text;
using System.Text.Json.Nodes;
using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class HomeChainTests : IDisposable
{
    private readonly Household home = new();
    private readonly HolderKeys phone = HolderKeys.Generate();
    private readonly HolderKeys other = HolderKeys.Generate();

    public void Dispose()
    {
        home.Dispose();
        phone.Dispose();
        other.Dispose();
    }

    [Fact]
    public void An_owner_adds_a_phone_and_takes_it_away_and_the_chain_reads_back()
    {
        Assert.Null(home.Try(home.Adding(home.Owner, phone, HolderRole.Owner)));
        Assert.Equal(HolderRole.Owner, home.Chain.Find(phone.Holder.Id)?.Role);
        Assert.Null(home.Try(home.Removing(phone, home.Owner)));

        var again = HomeChain.Read([.. home.Chain.Texts.Select(t => t.Write())]).Value;

        Assert.Equal(home.Chain.End, again.End);
        Assert.Equal(home.Hub.Holder, again.Hub);
        Assert.Null(again.Find(home.Owner.Holder.Id));
        Assert.Equal(2, again.Holders.Count());
    }

    [Fact]
    public void Neither_hub_nor_member_nor_a_stranger_adds_anybody()
    {
        Assert.Null(home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Adding(home.Hub, other, HolderRole.Owner)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Adding(phone, other, HolderRole.Member)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Adding(other, other, HolderRole.Owner)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Removing(phone, home.Owner)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Removing(home.Owner, home.Hub)));
    }

    [Fact]
    public void A_member_may_leave_and_never_comes_back_with_the_same_keys()
    {
        Assert.Null(home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
        Assert.Null(home.Try(home.Removing(phone, phone)));
        Assert.Equal("footage-chain-broken", home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
        Assert.Equal("footage-not-a-holder", home.Try(home.Adding(phone, other, HolderRole.Owner)));
    }

    [Fact]
    public void The_recovery_code_adds_a_new_owner_and_the_last_owner_stays()
    {
        Assert.Equal("footage-last-owner", home.Try(home.Removing(home.Owner, home.Owner)));
        Assert.Null(home.Try(home.Adding(home.Owner, other, HolderRole.Recovery)));
        Assert.Equal("footage-last-owner", home.Try(home.Removing(other, home.Owner)));
        Assert.Null(home.Try(home.Adding(other, phone, HolderRole.Owner)));
        Assert.Null(home.Try(home.Removing(phone, home.Owner)));
    }

    [Fact]
    public void What_does_not_follow_is_refused()
    {
        var late = home.Adding(home.Owner, phone, HolderRole.Owner);
        Assert.Null(home.Try(late));
        Assert.Equal("footage-chain-broken", home.Try(late));
        using var elsewhere = new Household();
        Assert.Equal("footage-chain-broken", home.Try(SignedText.Sign(home.Owner, "home", elsewhere.Chain.Adding(other.Holder, HolderRole.Owner, Household.Noon)).Write()));
        Assert.Equal("footage-chain-broken", HomeChain.Read([]).Refusal?.Code);
        Assert.Equal("footage-chain-broken", HomeChain.Read([home.Chain.Texts[1].Write()]).Refusal?.Code);
        Assert.Equal("footage-chain-broken", home.Try(home.Chain.Texts[0].Write()));
    }

    [Fact]
    public void A_home_has_at_most_32_holders()
    {
        for (var i = 0; i < 30; i++)
        {
            using var one = HolderKeys.Generate();
            Assert.Null(home.Try(home.Adding(home.Owner, one, HolderRole.Member)));
        }

        Assert.Equal("footage-too-many-holders", home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
    }

    [Fact]
    public void Every_changed_byte_spoils_a_statement()
    {
        var good = home.Adding(home.Owner, phone, HolderRole.Owner);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            Assert.NotNull(home.Chain.Add(bad).Refusal);
        }

        Assert.True(home.Chain.Add(good).Ok);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{\"by\":1,\"kind\":\"home\",\"payload\":{},\"signature\":\"\"}")]
    public void What_is_no_signed_text_is_refused(string text) =>
        Assert.Equal("footage-not-signed", home.Chain.Add(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Fact]
    public void A_payload_with_a_member_too_many_or_for_another_purpose_is_refused()
    {
        var more = home.Chain.Adding(phone.Holder, HolderRole.Owner, Household.Noon);
        more["note"] = "x";
        Assert.Equal("footage-chain-broken", home.Chain.Add(SignedText.Sign(home.Owner, "home", more).Write()).Refusal?.Code);

        var other = SignedText.Sign(home.Owner, "settings", home.Chain.Adding(phone.Holder, HolderRole.Owner, Household.Noon)).Write();
        Assert.Equal("footage-not-signed", home.Chain.Add(other).Refusal?.Code);
        var renamed = JsonNode.Parse(other)!;
        renamed["kind"] = "home";
        Assert.Equal("footage-not-a-holder", home.Chain.Add(CanonicalJson.Write(renamed)).Refusal?.Code);
    }

    [Fact]
    public void Keys_are_exported_and_imported_and_nothing_else_is()
    {
        var exported = phone.Export();
        using var again = HolderKeys.Import(exported).Value;
        Assert.Equal(phone.Holder, again.Holder);
        Assert.False(HolderKeys.Import([]).Ok);
        Assert.False(HolderKeys.Import(exported.AsSpan(1)).Ok);
        Assert.False(HolderKeys.Import([.. exported, 0]).Ok);
        Assert.False(HolderKeys.Import(exported.AsSpan(0, exported.Length - 1)).Ok);
    }
}
