using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;

namespace Writ.Hub.Tests.Sync;

public sealed class PairWithOwnerTests : IDisposable
{
    private static readonly HomeId Home = HomeId.FromTrusted("hom_0123456789abcdef");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly FakeServer fake = new();
    private readonly HubServer server;
    private readonly HubFolder folder;
    private readonly Keyring ring;
    private readonly HolderKeys owner = HolderKeys.Generate();

    public PairWithOwnerTests()
    {
        server = new HubServer(new Uri("https://writ.invalid"), null, fake);
        folder = HubFolder.Open(root).Value;
        ring = Keyring.Open(folder).Value;
    }

    public void Dispose()
    {
        server.Dispose();
        ring.Dispose();
        folder.Dispose();
        owner.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Who_knew_the_code_becomes_the_homes_first_owner()
    {
        var token = await Pair((code, hub) => (owner.Holder, code.OwnerTag(Home, hub, owner.Holder)));
        Assert.Equal("token", token.Value);
        var chain = HomeChain.Read([Encoding.UTF8.GetBytes(fake.Answer!.Statement!)]).Value;
        Assert.Equal(HolderRole.Owner, chain.Find(owner.Holder.Id)?.Role);
        using var key = HomeKey.Open(Encoding.UTF8.GetBytes(fake.Answer.HomeKey!), chain, owner).Value;
        Assert.Equal(Home, key.Home);
    }

    [Fact]
    public async Task A_server_that_puts_its_own_key_in_between_is_refused_and_no_home_comes_to_be()
    {
        using var servers = HolderKeys.Generate();
        var token = await Pair((code, hub) => (servers.Holder, code.OwnerTag(Home, hub, owner.Holder)));
        Assert.Equal("hub-pairing-failed", token.Refusal?.Code);
        Assert.True(fake.Answer!.Refuse);
        Assert.Null(ring.Chain);
    }

    [Fact]
    public async Task A_wrong_code_or_the_hubs_own_key_is_refused()
    {
        var wrong = PairingCode.Parse("K7Q2-0000-0000").Value;
        Assert.False((await Pair((_, hub) => (owner.Holder, wrong.OwnerTag(Home, hub, owner.Holder)))).Ok);
        Assert.False((await Pair((code, hub) => (hub, code.OwnerTag(Home, hub, hub)))).Ok);
        Assert.Null(ring.Chain);
    }

    private Task<Result<string>> Pair(Func<PairingCode, Holder, (Holder Owner, byte[] Tag)> asks) => new PairWithOwner(server, ring, TimeProvider.System, (code, _) =>
    {
        var (who, tag) = asks(code, ring.Own.Holder);
        fake.Standing = new PairingStanding(HubWire.Asked, new WireHolder(who.Sign.Spki.ToArray(), who.Seal.Spki.ToArray()), tag);
    }).RunAsync(CancellationToken.None);
}
