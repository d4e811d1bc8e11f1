using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn.Signing;

/// <summary>Choosing the passkey that signs, and giving it up.</summary>
public sealed class SigningTests
{
    [Fact]
    public async Task The_passkey_that_is_touched_stands_in_the_record_for_every_role_in_which_they_decide()
    {
        await using var server = await WritServer.Start();
        using var both = await Signer.Unsigning(server, "reviewer", "approver", "desk");
        (await both.Reader.Get(Signer.Home)).Is(HttpStatusCode.OK, "You do not sign now", "this fact is public");
        Assert.Equal("-", await both.Key("reviewer"));

        foreach (var _ in (int[])[1, 2]) Assert.Equal($"{Signer.Home}?said=signing-chosen", (await both.Choose()).Location);

        foreach (var role in (string[])["reviewer", "approver"])
        {
            Assert.Equal(both.Passkey.Thumbprint, await both.Key(role));

            // Chosen twice, entered once: anew it would have to cool off again.
            Assert.Equal(2, await server.Count("approver", $"person = '{both.Subject}' AND role = '{role}'"));
        }

        (await both.Reader.Get(Signer.Home)).Is(HttpStatusCode.OK, "Test device", both.Passkey.Thumbprint, "Signs now", "Stop signing my decisions");
        (await both.Reader.Get("/account/devices")).Is(HttpStatusCode.OK, "Signs your decisions");
        (await both.Reader.Get(await both.Reader.Device("Test device"))).Is(HttpStatusCode.OK, "the record says that nothing signs for you any more");
    }

    [Fact]
    public async Task In_a_company_the_page_says_from_when_it_counts()
    {
        await using var server = await WritServer.Start(Data.FolderKind.Company);
        using var reviewer = await Signer.New(server, "reviewer");

        (await reviewer.Reader.Get(Signer.Home)).Is(HttpStatusCode.OK, "cooling off", "11 March 2026, 12:00 UTC");
        server.Time.Now += TimeSpan.FromMinutes(20);
        var later = await reviewer.Reader.Get(Signer.Home);
        Assert.DoesNotContain("Stop signing my decisions", later.Body, StringComparison.Ordinal);
        Assert.Contains("sign in once more first", later.Body, StringComparison.Ordinal);
        (await reviewer.Reader.Send(Signer.Home + "/end", [], later.Token)).Is(HttpStatusCode.Forbidden, "Sign in once more before you change this");
        Assert.Equal(reviewer.Passkey.Thumbprint, await reviewer.Key("reviewer"));
    }

    [Fact]
    public async Task Who_decides_nothing_has_no_such_page()
    {
        await using var server = await WritServer.Start();
        using var desk = await Signer.Unsigning(server, "desk");
        using var officer = await server.OfficerSignedIn();

        foreach (var reader in (Reader[])[desk.Reader, officer])
        {
            Assert.DoesNotContain(Signer.Home, (await reader.Get("/account")).Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.Get(Signer.Home)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.Ask("/account", Signer.Home + "/options")).Status);
            var options = await reader.Ask("/account", "/sign-in/options");
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.Post("/account", Signer.Home, ("credential", desk.Passkey.Show(options.Body)))).Status);
        }

        Assert.Equal(0, await server.Count("approver", $"person = '{desk.Subject}'"));
    }

    [Fact]
    public async Task A_passkey_of_somebody_else_or_none_or_one_of_another_kind_is_not_entered()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await Signer.Unsigning(server, "reviewer");
        using var other = await Signer.Unsigning(server, "reviewer");
        using var large = new SoftPasskey(large: true) { Origin = reviewer.Reader.Origin };
        Assert.Equal("/account/devices?said=device-added", (await reviewer.Reader.AddDevice(large, "Strong key")).Location);
        (await reviewer.Reader.Get(Signer.Home)).Is(HttpStatusCode.OK, "It signs in another way than the vault reads");

        (await reviewer.Choose(other.Passkey)).Is(HttpStatusCode.Unauthorized, "That passkey was not accepted");
        (await reviewer.Choose(large)).Is(HttpStatusCode.UnprocessableEntity, "This passkey signs in another way than the vault reads");
        (await reviewer.Reader.Post(Signer.Home, Signer.Home)).Is(HttpStatusCode.BadRequest, "Your browser sent no passkey");
        reviewer.Passkey.Verifies = false;
        (await reviewer.Choose()).Is(HttpStatusCode.Unauthorized, "That passkey was not accepted");

        Assert.Equal("-", await reviewer.Key("reviewer"));
    }

    [Fact]
    public async Task Who_stops_is_enrolled_without_a_key_and_stays_what_they_are()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await Signer.New(server, "reviewer");

        foreach (var _ in (int[])[1, 2]) Assert.Equal($"{Signer.Home}?said=signing-stopped", (await reviewer.Reader.Post(Signer.Home, Signer.Home + "/end")).Location);

        Assert.Equal("-", await reviewer.Key("reviewer"));
        Assert.Equal(3, await server.Count("approver", $"person = '{reviewer.Subject}'"));
        (await reviewer.Reader.Get(Signer.Home + "?said=signing-stopped")).Is(HttpStatusCode.OK, "Nothing signs your decisions any more", "You do not sign now");
    }

    [Fact]
    public async Task A_revoked_passkey_signs_no_more_and_another_that_is_revoked_changes_nothing()
    {
        await using var server = await WritServer.Start();
        using var first = await Signer.New(server, "reviewer", "approver");
        using var second = await first.With("Key in the safe");
        Assert.Equal(second.Passkey.Thumbprint, await second.Key("approver"));

        var spare = await first.Reader.Device("Test device");
        (await first.Reader.Get(spare)).Is(HttpStatusCode.OK, "Revoke it");
        Assert.DoesNotContain("It signs your decisions", (await first.Reader.Get(spare)).Body, StringComparison.Ordinal);
        using var elsewhere = new Reader(server);
        Assert.Equal("/home", (await elsewhere.SignIn(second.Passkey)).Location);
        await elsewhere.Post(spare, spare + "/revocation");
        Assert.Equal(second.Passkey.Thumbprint, await second.Key("reviewer"));

        var signing = await elsewhere.Device("Key in the safe");
        await elsewhere.Post(signing, signing + "/revocation");
        Assert.Equal(("-", "-"), (await second.Key("reviewer"), await second.Key("approver")));
    }

    [Fact]
    public async Task Neither_a_start_nor_a_new_token_takes_a_key_away()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await Signer.New(server, "reviewer");
        var facts = await server.Count("approver");

        await server.Restart();

        Assert.Equal(reviewer.Passkey.Thumbprint, await reviewer.Key("reviewer"));
        Assert.Equal(facts, await server.Count("approver"));
    }

    [Fact]
    public async Task Whose_access_is_ended_stands_in_the_record_no_more()
    {
        await using var server = await WritServer.Start();
        using var reviewer = await Signer.New(server, "reviewer");

        Assert.True((await server.Everything.Post<Writ.App.SignIn.Invite.EndedView>($"api/v1/staff/{reviewer.Subject}/ending")).Ok);

        Assert.Equal(0, await server.Count("approver", $"person = '{reviewer.Subject}' AND removed_seq IS NULL"));
    }
}
