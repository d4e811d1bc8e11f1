using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

/// <summary>Whatever is wrong with a passkey, the answer is the same and nobody is signed in.</summary>
public sealed class PasskeyTests
{
    [Theory]
    [InlineData("origin")]
    [InlineData("party")]
    [InlineData("unverified")]
    [InlineData("nobody")]
    [InlineData("embedded")]
    [InlineData("cloned")]
    [InlineData("stranger")]
    public async Task A_passkey_that_is_not_right_signs_nobody_in_and_tells_nothing(string fault)
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using var stranger = reader.NewPasskey();
        stranger.UserHandle = passkey.UserHandle;
        using (reader)
        using (passkey)
        {
            using var thief = new Reader(server);
            switch (fault)
            {
                case "origin": passkey.Origin = "http://localhost.example.org"; break;
                case "party": passkey.RelyingParty = "example.org"; break;
                case "unverified": passkey.Verifies = false; break;
                case "nobody": passkey.UserHandle = "c3RmXzAwMDAwMDAwMDAwMDAwMDA"; break;
                case "embedded": passkey.CrossOrigin = true; break;
                case "cloned": passkey.TurnBackCounter(); break;
                default: break;
            }

            var page = await thief.SignIn(fault == "stranger" ? stranger : passkey);
            Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
            Assert.Contains("That passkey was not accepted", page.Body, StringComparison.Ordinal);
            Assert.Null(thief.SessionCookie);
        }
    }

    [Fact]
    public async Task A_passkey_says_whose_it_is_and_cannot_say_another()
    {
        await using var server = await WritServer.Start();
        var (one, mine) = await server.SignedIn();
        var (two, others) = await server.SignedIn("approver");
        using (one)
        using (two)
        using (mine)
        using (others)
        {
            mine.UserHandle = others.UserHandle;
            using var thief = new Reader(server);
            Assert.Equal(HttpStatusCode.Unauthorized, (await thief.SignIn(mine)).Status);
            Assert.Null(thief.SessionCookie);
        }
    }

    [Fact]
    public async Task An_answer_to_an_old_question_or_to_none_is_refused()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            using var other = new Reader(server);
            var answer = passkey.Show((await other.Ask("/sign-in", "/sign-in/options")).Body);
            Assert.Equal("/home", (await other.Post("/sign-in", "/sign-in", ("credential", answer))).Location);

            using var replayer = new Reader(server);
            Assert.Equal(HttpStatusCode.Unauthorized, (await replayer.Post("/sign-in", "/sign-in", ("credential", answer))).Status);
            await replayer.Ask("/sign-in", "/sign-in/options");
            Assert.Equal(HttpStatusCode.Unauthorized, (await replayer.Post("/sign-in", "/sign-in", ("credential", answer))).Status);

            using var late = new Reader(server);
            var asked = passkey.Show((await late.Ask("/sign-in", "/sign-in/options")).Body);
            server.Time.Now += TimeSpan.FromMinutes(6);
            Assert.Equal(HttpStatusCode.Unauthorized, (await late.Post("/sign-in", "/sign-in", ("credential", asked))).Status);
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{}}")]
    [InlineData("{\"id\":1,\"response\":\"\u202E😀\"}")]
    public async Task Nonsense_is_refused_like_a_wrong_passkey(string answer)
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        await reader.Ask("/sign-in", "/sign-in/options");
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Post("/sign-in", "/sign-in", ("credential", answer))).Status);
        await reader.Ask("/sign-in", "/sign-in/options");
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Post("/sign-in", "/sign-in", ("credential", new string('x', 20_000)))).Status);
    }

    [Fact]
    public async Task What_is_asked_of_a_device_is_the_same_for_everyone_and_names_nobody()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            using var stranger = new Reader(server);
            var asked = (await stranger.Ask("/sign-in", "/sign-in/options")).Body;
            Assert.Contains("\"rpId\":\"localhost\"", asked, StringComparison.Ordinal);
            Assert.Contains("\"userVerification\":\"required\"", asked, StringComparison.Ordinal);
            Assert.Contains("\"allowCredentials\":[]", asked, StringComparison.Ordinal);
        }
    }
}
