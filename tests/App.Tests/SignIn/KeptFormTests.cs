using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

/// <summary>A form that was sent after the session had ended.</summary>
public sealed partial class KeptFormTests
{
    [Fact]
    public async Task What_was_typed_comes_back_after_signing_in_and_can_be_sent()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var device = await reader.Device("Test device");
            var token = (await reader.Get(device)).Token;
            server.Time.Now += TimeSpan.FromHours(13);
            var late = await reader.Send(device + "/name", [("name", "Späte <b>Post</b>")], token, site: "same-origin");
            Assert.Equal(HttpStatusCode.Unauthorized, late.Status);
            Assert.Contains("nothing is lost", late.Body, StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", late.Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("Späte", late.Body, StringComparison.Ordinal);

            var again = await SignIn(reader, passkey, late.Body);
            Assert.Equal(HttpStatusCode.OK, again.Status);
            Assert.Contains("What you typed is still here", again.Body, StringComparison.Ordinal);
            Assert.Contains($"action=\"{device}/name\"", again.Body, StringComparison.Ordinal);
            Assert.Contains("value=\"Späte <b>Post</b>\"", again.Body, StringComparison.Ordinal);
            Assert.Equal("/account/devices?said=device-renamed", (await reader.Send(device + "/name", [("name", "Späte Post")], again.Token)).Location);
        }
    }

    [Fact]
    public async Task Another_person_does_not_get_it()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        var (other, otherPasskey) = await server.SignedIn("approver");
        using (reader)
        using (other)
        using (passkey)
        using (otherPasskey)
        {
            var late = await Late(server, reader);
            Assert.Equal("/home", (await SignIn(reader, otherPasskey, late)).Location);
        }
    }

    [Fact]
    public async Task It_does_not_keep_for_ever_and_nobody_can_make_one_up()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var late = await Late(server, reader);
            Assert.Equal("/home", (await SignIn(reader, passkey, KeptField().Replace(late, "name=\"kept\" value=\"Q2ZESjg=\""))).Location);
            server.Time.Now += TimeSpan.FromHours(13);
            Assert.Equal("/home", (await SignIn(reader, passkey, late)).Location);
        }
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("cross-site", 10)]
    [InlineData("same-site", 10)]
    [InlineData("same-origin", 70_000)]
    public async Task What_another_site_sent_or_what_is_too_large_is_not_kept(string? site, int length)
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var device = await reader.Device("Test device");
            server.Time.Now += TimeSpan.FromMinutes(31);
            var late = await reader.Send(device + "/name", [("name", new string('x', length))], null, site);
            Assert.Equal((HttpStatusCode.Redirect, "/sign-in?said=ended"), (late.Status, late.Location));
        }
    }

    private static async Task<string> Late(WritServer server, Reader reader)
    {
        var device = await reader.Device("Test device");
        server.Time.Now += TimeSpan.FromMinutes(31);
        return (await reader.Send(device + "/name", [("name", "Late")], null, site: "same-origin")).Body;
    }

    private static async Task<Page> SignIn(Reader reader, SoftPasskey passkey, string page)
    {
        var options = await reader.Ask("/sign-in", "/sign-in/options");
        return await reader.Post("/sign-in", "/sign-in", ("credential", passkey.Show(options.Body)), ("kept", KeptField().Match(page).Groups[1].Value));
    }

    [GeneratedRegex("name=\"kept\" value=\"([^\"]+)\"")]
    private static partial Regex KeptField();
}
