using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class PairingCodeTests : IDisposable
{
    private readonly Household home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Both_sides_get_the_same_tags_from_what_was_typed()
    {
        var hubs = PairingCode.Draw("K7Q2").Value;
        var typed = PairingCode.Parse(hubs.Shown().ToLowerInvariant().Replace('1', 'l').Replace('0', 'o').Replace("-", " ")).Value;
        var owner = typed.OwnerTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder);
        Assert.True(PairingCode.Same(owner, hubs.OwnerTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder)));
        Assert.False(PairingCode.Same(owner, hubs.HubTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder)));
    }

    [Fact]
    public void Another_key_home_or_secret_gives_another_tag()
    {
        var code = PairingCode.Parse("K7Q2-M3PD-9RTW").Value;
        var tag = code.OwnerTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder);
        Assert.NotEqual(tag, code.OwnerTag(home.Chain.Home, home.Owner.Holder, home.Hub.Holder));
        Assert.NotEqual(tag, code.OwnerTag(HomeId.New(), home.Hub.Holder, home.Owner.Holder));
        Assert.NotEqual(tag, PairingCode.Parse("K7Q2-M3PD-9RTX").Value.OwnerTag(home.Chain.Home, home.Hub.Holder, home.Owner.Holder));
        Assert.DoesNotContain("M3PD", code.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("K7Q2-M3PD-9RT")]
    [InlineData("K7Q2-M3PD-9RTWX")]
    [InlineData("K7Q2-M3PD-9RTU")]
    [InlineData("K7Q2-M3PD-9RT\u00df")]
    public void What_is_no_code_is_refused(string typed) => Assert.Equal("footage-bad-pairing-code", PairingCode.Parse(typed).Refusal?.Code);
}
