using System.Text;
using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class HomeKeyTests : IDisposable
{
    private readonly Household home = new();
    private readonly HolderKeys phone = HolderKeys.Generate();

    public void Dispose()
    {
        home.Dispose();
        phone.Dispose();
    }

    [Fact]
    public void Every_holder_opens_the_key_and_who_was_removed_opens_no_later_one()
    {
        Assert.Null(home.Try(home.Adding(home.Owner, phone, HolderRole.Member)));
        using var first = HomeKey.Make(home.Chain.Home, 0);
        var before = first.Record(home.Hub, home.Chain);
        using var phones = HomeKey.Open(before, home.Chain, phone).Value;
        var box = HomeBox.Seal(first, "profile", "at home"u8);
        Assert.Equal("at home", Encoding.UTF8.GetString(HomeBox.Open(phones, "profile", box).Value));

        Assert.Null(home.Try(home.Removing(home.Owner, phone)));
        using var second = HomeKey.Make(home.Chain.Home, 1);
        var after = second.Record(home.Hub, home.Chain);
        Assert.Equal("footage-bad-home-key", HomeKey.Open(after, home.Chain, phone).Refusal?.Code);
        using var owners = HomeKey.Open(after, home.Chain, home.Owner).Value;
        Assert.Equal(1, owners.Generation);
        var later = HomeBox.Seal(owners, "profile", "moved"u8);
        Assert.Equal("footage-cannot-open", HomeBox.Open(phones, "profile", later).Refusal?.Code);
    }

    [Fact]
    public void A_key_that_the_hub_did_not_sign_is_refused()
    {
        using var key = HomeKey.Make(home.Chain.Home, 0);
        var byOwner = key.Record(home.Owner, home.Chain);
        Assert.Equal("footage-not-signed", HomeKey.Open(byOwner, home.Chain, home.Owner).Refusal?.Code);
        using var elsewhere = new Household();
        Assert.Equal("footage-not-signed", HomeKey.Open(key.Record(home.Hub, home.Chain), elsewhere.Chain, elsewhere.Owner).Refusal?.Code);
    }

    [Fact]
    public void A_box_opens_for_its_purpose_and_home_only_and_not_when_a_byte_was_changed()
    {
        using var key = HomeKey.Make(home.Chain.Home, 0);
        using var same = HomeKey.Import(HomeId.New(), 0, key.Export());
        var box = HomeBox.Seal(key, "settings/cam_0123456789abcdef", "dark"u8);
        Assert.False(HomeBox.Open(key, "settings/cam_0123456789abcdeg", box).Ok);
        Assert.False(HomeBox.Open(same, "settings/cam_0123456789abcdef", box).Ok);
        for (var i = 0; i < box.Length; i++)
        {
            var bad = (byte[])box.Clone();
            bad[i] ^= 1;
            Assert.False(HomeBox.Open(key, "settings/cam_0123456789abcdef", bad).Ok);
        }

        Assert.False(HomeBox.Open(key, "settings/cam_0123456789abcdef", []).Ok);
        Assert.Null(HomeBox.Generation([0, 0, 0]));
        Assert.Null(HomeBox.Generation([255, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1020, 1)]
    [InlineData(1021, 2)]
    public void The_length_of_a_box_says_kibibytes_only(int content, int kibibytes)
    {
        using var key = HomeKey.Make(home.Chain.Home, 0);
        var box = HomeBox.Seal(key, "look", new byte[content]);
        Assert.Equal((kibibytes * 1024) + 4 + 1 + 32 + 16, box.Length);
        Assert.Equal(content, HomeBox.Open(key, "look", box).Value.Length);
    }
}
