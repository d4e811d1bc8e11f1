using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.ByMail;
using Writ.App.SignIn.Invite;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.App.Tests.SignIn;

/// <summary>Invitations as the desk and the staff office make them.</summary>
internal static class People
{
    private static readonly ConditionalWeakTable<WritServer, Dictionary<string, Reader>> Seats = [];

    public static async Task<string> SubjectOf(this WritServer server, string name) =>
        (await server.Store.Look(work => AccessTokens.Find(work, server.TokenOf(name), server.Time.Now)))!.Subject;

    public static async Task<InvitationView> InviteOfficer(this WritServer server, string name = "officer") =>
        (await server.Desk.Post<InvitationView>($"api/v1/officers/{await server.SubjectOf(name)}/invitations")).Value;

    public static async Task<InvitationView> InviteStaff(this WritServer server, string role = "reviewer", string title = "Reviewer, response team") =>
        (await server.Everything.Post<InvitationView>("api/v1/staff/invitations", new InviteStaffRequest(title, [role]))).Value;

    /// <summary>A reader who is signed in as the holder of a sample account.</summary>
    public static async Task<Reader> SignedInCustomer(this WritServer server, int customer) => await server.SignedInHolder(server.Customers[customer].Account);

    /// <summary>A reader who is signed in as the holder of this account.</summary>
    public static async Task<Reader> SignedInHolder(this WritServer server, AccountId account)
    {
        _ = (await server.Store.Act<bool>(async work =>
        {
            _ = await LinkUse.CustomerOf(work, account, "test", server.Time.Now);
            return true;
        })).Value;
        return await server.ByLink(account.Text);
    }

    /// <summary>A reader who is signed in as whoever has this token.</summary>
    public static async Task<Reader> SignedInAs(this WritServer server, string name)
    {
        var subject = (await server.InviteOfficer(name)).Subject;
        return await server.ByLink(subject);
    }

    /// <summary>Enrols a member of staff with one role; gives their subject.</summary>
    public static async Task<string> Member(this WritServer server, string role) => (await server.Store.Act<string>(async work =>
        (await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, $"Staff, {role}", [role], "test", server.Time.Now)).Subject)).Value;

    /// <summary>A reader who is signed in as a person who is enrolled already.</summary>
    public static Task<Reader> SignedInPerson(this WritServer server, string subject, IPAddress? from = null) => server.ByLink(subject, from);

    private static async Task<Reader> ByLink(this WritServer server, string subject, IPAddress? from = null)
    {
        var reader = new Reader(server, from: from);
        var link = server.App.Services.GetRequiredService<SampleLinks>().For(subject);
        Assert.Equal("/home", (await reader.Post(link, link)).Location);
        return reader;
    }

    /// <summary>A reader who is signed in with a passkey made at an invitation.</summary>
    public static async Task<(Reader Reader, SoftPasskey Passkey)> SignedIn(this WritServer server, string role = "reviewer")
    {
        var reader = new Reader(server);
        var passkey = reader.NewPasskey();
        var page = await reader.Accept((await server.InviteStaff(role)).Link, passkey);
        Assert.Equal("/account?said=device-added", page.Location);
        return (reader, passkey);
    }

    /// <summary>
    /// An officer who is signed in with a passkey made at an invitation. One to a server, since only so many sign-ins a minute are let in; it goes
    /// with the process.
    /// </summary>
    public static async Task<Reader> OfficerSignedIn(this WritServer server, string name = "officer")
    {
        var seats = Seats.GetOrCreateValue(server);
        if (seats.TryGetValue(name, out var seated)) return seated;
        var reader = new Reader(server);
        var page = await reader.Accept((await server.InviteOfficer(name)).Link, reader.NewPasskey());
        Assert.Equal(303, (int)page.Status);
        return seats[name] = reader;
    }
}
