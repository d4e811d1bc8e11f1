using System.Runtime.Versioning;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Tests.Keeping;

public sealed class KeyringTests : IDisposable
{
    private readonly Shelf shelf = new();
    private readonly HolderKeys phone = HolderKeys.Generate();

    public void Dispose()
    {
        shelf.Dispose();
        phone.Dispose();
    }

    [Fact]
    public void A_removed_phone_opens_no_clip_that_comes_later_and_an_added_one_opens_what_came_before()
    {
        var old = shelf.Keep();
        Assert.True(shelf.Ring.Take([Adding()]).Value);
        using (var key = HomeKey.Open(shelf.Ring.Records()[0], shelf.Chain, phone).Value)
            Assert.True(ClipSeal.Read(key, old.Clip, File.ReadAllBytes(old.Header)).Ok);

        Assert.True(shelf.Ring.Take([Removing()]).Value);
        Assert.Equal(1, shelf.Ring.Current().Generation);
        Assert.False(HomeKey.Open(shelf.Ring.Records()[1], shelf.Chain, phone).Ok);
        Assert.Equal(1, ClipSeal.Generation(File.ReadAllBytes(shelf.Keep().Header), shelf.Chain.Home, shelf.Clips.All()[^1].Clip));
    }

    [Fact]
    public void Everything_is_there_again_after_a_restart()
    {
        shelf.Ring.Take([Adding()]);
        shelf.Ring.Take([Removing()]);
        var (end, secret) = (shelf.Chain.End, shelf.Ring.Current().Export());
        shelf.Again();
        Assert.Equal(end, shelf.Chain.End);
        Assert.Equal(secret, shelf.Ring.Current().Export());
        Assert.Null(shelf.Ring.Of(2));
        Assert.Null(shelf.Ring.Of(-1));
    }

    [Fact]
    public void What_follows_is_kept_and_what_does_not_is_refused()
    {
        var adding = Adding();
        Assert.Equal("footage-chain-broken", shelf.Ring.Take([adding, adding]).Refusal?.Code);
        Assert.Equal(2, shelf.Chain.Texts.Count);
        Assert.False(shelf.Ring.Take([]).Value);
        Assert.Equal("footage-not-a-holder", shelf.Ring.Take([SignedText.Sign(shelf.Ring.Own, "home", shelf.Chain.Removing(phone.Holder.Id, Shelf.Noon)).Write()]).Refusal?.Code);
    }

    [Fact]
    public void A_key_made_for_a_statement_that_a_crash_lost_serves_when_it_comes_again()
    {
        shelf.Ring.Take([Adding()]);
        var chain = File.ReadAllBytes(Path.Combine(shelf.Root, "chain.jsonl"));
        var removing = Removing();
        shelf.Ring.Take([removing]);
        var secret = shelf.Ring.Current().Export();
        File.WriteAllBytes(Path.Combine(shelf.Root, "chain.jsonl"), chain);
        shelf.Again();
        Assert.Equal(0, shelf.Ring.Current().Generation);
        Assert.True(shelf.Ring.Take([removing]).Value);
        Assert.Equal(secret, shelf.Ring.Current().Export());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_lacks_a_key_or_that_others_may_read_is_refused()
    {
        var home = Path.Combine(shelf.Root, "keys", "home-0");
        Assert.Equal("hub-folder-damaged", shelf.Refused(() => File.SetUnixFileMode(home, File.GetUnixFileMode(home) | UnixFileMode.OtherRead)));
        Assert.Equal("hub-folder-damaged", shelf.Refused(() => File.WriteAllText(home, "x")));
        Assert.Equal("hub-folder-damaged", shelf.Refused(() => File.Delete(Path.Combine(shelf.Root, "keys", "hub"))));
    }

    [Fact]
    public void A_folder_serves_one_hub_at_a_time() => Assert.Equal("hub-folder-in-use", HubFolder.Open(shelf.Root).Refusal?.Code);

    private byte[] Adding() => SignedText.Sign(shelf.Owner, "home", shelf.Chain.Adding(phone.Holder, HolderRole.Member, Shelf.Noon)).Write();

    private byte[] Removing() => SignedText.Sign(shelf.Owner, "home", shelf.Chain.Removing(phone.Holder.Id, Shelf.Noon)).Write();
}
