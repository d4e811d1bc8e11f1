using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

/// <summary>What a carrier without keys can check: lengths, and for whom a key record was written.</summary>
public sealed class CarrierTests : IDisposable
{
    private readonly Household home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000_007)]
    public void A_length_leads_back_to_what_was_sealed(long plain)
    {
        Assert.Equal(plain, ClipSeal.PlainLength(ClipSeal.SealedLength(plain)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(65_553)]
    [InlineData(65_568)]
    [InlineData((2 * 65_552) + 16)]
    public void No_part_has_such_a_length(long stored) => Assert.Null(ClipSeal.PlainLength(stored));

    [Fact]
    public void The_longest_length_of_all_breaks_nothing() => Assert.True(ClipSeal.PlainLength(long.MaxValue) is null or > 0);

    [Fact]
    public void A_box_has_a_generation_and_whole_kibibytes()
    {
        using var key = HomeKey.Make(home.Chain.Home, 0);
        foreach (var length in (int[])[0, 1_020, 1_021, 5_000])
        {
            var box = HomeBox.Seal(key, "profile", new byte[length]);
            Assert.True(HomeBox.IsPossible(box));
            Assert.True(HomeBox.IsPossible(box, length));
            Assert.False(HomeBox.IsPossible(box.AsSpan(1)));
            Assert.False(HomeBox.IsPossible([.. box, 0]));
            Assert.False(HomeBox.IsPossible([0xFF, .. box.AsSpan(1)]));
        }

        Assert.False(HomeBox.IsPossible(HomeBox.Seal(key, "profile", new byte[3_000]), 1_000));
        Assert.False(HomeBox.IsPossible([]));
        Assert.False(HomeBox.IsPossible(new byte[53]));
    }

    [Fact]
    public void A_key_record_is_for_one_chain_and_exactly_its_holders()
    {
        using var key = HomeKey.Make(home.Chain.Home, 3);
        using var phone = HolderKeys.Generate();
        var before = home.Chain;
        var record = HomeKeyRecord.Read(key.Record(home.Hub, before), before).Value;
        Assert.Equal((3, 1), (record.Generation, record.Statements));
        Assert.Equal([home.Owner.Holder.Id], record.Holders);
        Assert.True(record.IsFor(before).Ok);

        Assert.Null(home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
        Assert.False(record.IsFor(home.Chain).Ok);
        Assert.True(HomeKeyRecord.Read(key.Record(home.Hub, home.Chain), home.Chain).Value.IsFor(home.Chain).Ok);
        Assert.Equal("footage-not-signed", HomeKeyRecord.Read(key.Record(home.Owner, before), before).Refusal?.Code);
        using var other = new Household();
        Assert.Equal("footage-not-signed", HomeKeyRecord.Read(key.Record(home.Hub, before), other.Chain).Refusal?.Code);
    }

    [Fact]
    public void Names_of_pairings_are_four_letters_of_the_code_s_alphabet()
    {
        Assert.True(PairingCode.IsName(PairingCode.NewName()));
        Assert.True(PairingCode.Draw(PairingCode.NewName()).Ok);
        foreach (var text in (string?[])[null, "", "ABC", "ABCDE", "ABCI", "abcd", "AB D", "ÄBCD"]) Assert.False(PairingCode.IsName(text));
    }
}
