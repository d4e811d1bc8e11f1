using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras.Web;

/// <summary>What the pages are before any script runs, and who is shown which.</summary>
public sealed partial class ShellTests : CameraHouse
{
    [Fact]
    public async Task Only_the_page_that_plays_may_play_what_its_script_made()
    {
        using var reader = await Server.SignedInCustomer(0);
        foreach (var path in (string[])["/my/cameras", "/my/cameras/pair", $"{Home}/people", $"{Home}/who-looked", $"{Home}/everything", $"{Home}/requests", $"{Home}/grants", $"{Home}/watch/{Camera}/settings"])
        {
            var page = await reader.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("media-src", page.Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("blob:", page.Policy, StringComparison.Ordinal);
            Assert.EndsWith("; script-src 'self'; connect-src 'self'", page.Policy, StringComparison.Ordinal);

            // What only a script reads, a pairing code for instance, is nobody's to send before that script runs: a browser would put it into an address.
            Assert.All(FormTag().Matches(page.Body), form => Assert.Matches("method=\"post\"| inert", form.Value));
        }

        foreach (var path in (string[])[$"{Home}/watch/{Camera}", $"{Home}/answer", $"{Home}/publish"])
        {
            var plays = await reader.Get(path);
            Assert.EndsWith("; script-src 'self'; connect-src 'self'; media-src blob:", plays.Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", plays.Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("style=", plays.Body, StringComparison.Ordinal);
            Assert.All(FormTag().Matches(plays.Body), form => Assert.Matches("method=\"post\"| inert", form.Value));
        }
    }

    [Fact]
    public async Task A_home_is_shown_to_its_people_and_to_others_there_is_none()
    {
        using var stranger = await Server.SignedInCustomer(1);
        foreach (var path in (string[])["people", "who-looked", "everything", "requests", "answer", "publish", "grants", $"watch/{Camera}", $"watch/{Camera}/settings"])
        {
            var theirs = await stranger.Get($"{Home}/{path}");
            var none = await stranger.Get($"/my/cameras/{HomeId.New()}/{path}");
            Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
            Assert.Equal(none.Body, theirs.Body);
        }

        using var owner = await Server.SignedInCustomer(0);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get($"{Home}/watch/cam_none")).Status);
        Assert.Contains(">Cameras", (await owner.Get("/my")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_that_ask_are_listed_to_the_owner_alone_and_not_for_long()
    {
        using var phone = HolderKeys.Generate();
        var keys = new WireHolder(phone.Holder.Sign.Spki.ToArray(), phone.Holder.Seal.Spki.ToArray());
        (await Owner.Post($"{Home}/asking", keys)).Done();
        (await Owner.Post($"{Home}/asking", keys)).Done();
        var listed = Assert.Single((await Owner.Get($"{Home}/asking")).As<AskingDevice[]>());
        Assert.Equal((phone.Holder.Id, false), (Holder.Parse(listed.Sign, listed.Seal).Value.Id, listed.Member));
        (await Owner.Post($"{Home}/asking", keys with { Seal = keys.Sign })).AnyRefusal();
        (await Owner.Post($"{Home}/asking", keys with { Seal = [1, 2, 3] })).AnyRefusal();

        using var stranger = await Seat.Of(Server, 1);
        (await stranger.Post($"{Home}/asking", keys)).Refused(404, "sources-no-such-home");
        (await stranger.Get($"{Home}/asking")).Refused(404, "sources-no-such-home");
        for (var i = 0; i < 5; i++)
        {
            using var other = HolderKeys.Generate();
            (await Owner.Post($"{Home}/asking", new WireHolder(other.Holder.Sign.Spki.ToArray(), other.Holder.Seal.Spki.ToArray()))).Done();
        }

        Assert.Equal(3, (await Owner.Get($"{Home}/asking")).As<AskingDevice[]>().Length);
        Server.Time.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(3, (await Owner.Get($"{Home}/asking")).As<AskingDevice[]>().Length);
        Server.Time.Now += TimeSpan.FromMinutes(1);
        Assert.Empty((await Owner.Get($"{Home}/asking")).As<AskingDevice[]>());
    }

    private sealed record AskingDevice(byte[] Sign, byte[] Seal, bool Member);

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex FormTag();
}
