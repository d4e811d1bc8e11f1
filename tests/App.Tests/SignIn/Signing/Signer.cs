using System.Net;
using Writ.App.SignIn.Invite;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn.Signing;

/// <summary>A member of staff with a passkey, signed in.</summary>
internal sealed record Signer(WritServer Server, Reader Reader, SoftPasskey Passkey, string Subject) : IDisposable
{
    public const string Home = "/account/signing";

    /// <summary>Invited, with a passkey that signs them in and nothing more.</summary>
    public static async Task<Signer> Unsigning(WritServer server, params string[] roles)
    {
        var invited = (await server.Everything.Post<InvitationView>("api/v1/staff/invitations", new InviteStaffRequest($"Staff, {string.Join(" and ", roles)}", roles))).Value;
        var reader = new Reader(server);
        var passkey = reader.NewPasskey();
        Assert.Equal("/account?said=device-added", (await reader.Accept(invited.Link, passkey)).Location);
        return new Signer(server, reader, passkey, invited.Subject);
    }

    /// <summary>As <see cref="Unsigning"/>, and the passkey signs what they decide.</summary>
    public static async Task<Signer> New(WritServer server, params string[] roles)
    {
        var signer = await Unsigning(server, roles);
        Assert.Equal($"{Home}?said=signing-chosen", (await signer.Choose()).Location);
        return signer;
    }

    /// <summary>Touches a passkey on the page where it is chosen.</summary>
    public async Task<Page> Choose(SoftPasskey? passkey = null)
    {
        var asked = await Reader.Ask(Home, Home + "/options");
        return await Reader.Post(Home, Home, ("credential", (passkey ?? Passkey).Show(asked.Body)));
    }

    /// <summary>Another device of theirs, which signs from now on.</summary>
    public async Task<Signer> With(string name)
    {
        var next = Reader.NewPasskey();
        Assert.Equal("/account/devices?said=device-added", (await Reader.AddDevice(next, name)).Location);
        Assert.Equal($"{Home}?said=signing-chosen", (await Choose(next)).Location);
        return this with { Passkey = next };
    }

    /// <summary>The key that stands for them in a role, as the last fact has it.</summary>
    public Task<string> Key(string role) => Server.Text($"SELECT key FROM approver WHERE person = '{Subject}' AND role = '{role}' AND removed_seq IS NULL");

    public void Dispose()
    {
        Passkey.Dispose();
        Reader.Dispose();
    }
}

/// <summary>What a page has to say.</summary>
internal static class PageWords
{
    public static void Is(this Page page, HttpStatusCode status, params string[] words)
    {
        Assert.True(status == page.Status, $"{page.Status} {page.Body}");
        foreach (var one in words) Assert.Contains(one, page.Body, StringComparison.Ordinal);
    }
}
