using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.SignIn.Signing;

namespace Writ.App.Tests.Demands.Review.Sign;

/// <summary>A reviewer and an approver who sign. One of each to a server, since only so many sign-ins a minute are let in.</summary>
public sealed class SignedDesk : IAsyncLifetime
{
    internal WritServer Server { get; private set; } = null!;

    internal Signer Reviewer { get; private set; } = null!;

    internal Signer Approver { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await WritServer.Start();
        Reviewer = await Signer.New(Server, "reviewer");
        Approver = await Signer.New(Server, "approver");
    }

    public async Task DisposeAsync()
    {
        Reviewer.Dispose();
        Approver.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class SignedSteps
{
    public static string Approval(string id) => DeskPeople.Case(id) + "/approval";

    /// <summary>Filed, and decided as the law says: signed by nobody.</summary>
    public static async Task<string> Decided(this WritServer server, Signer reviewer, params (string Name, string Value)[] fields)
    {
        var id = (await server.File()).Id;
        Assert.Equal($"/desk/demands/{id}?said=decided", (await reviewer.Reader.Decide(id, "send", fields.Length > 0 ? fields : DeskPeople.Produce())).Location);
        return id;
    }

    /// <summary>What stands on the page to be signed.</summary>
    public static byte[] StatementIn(Page page) => Convert.FromBase64String(Regex.Match(page.Body, "name=\"statement\" value=\"([^\"]+)\"").Groups[1].Value);

    /// <summary>What the script puts into the form.</summary>
    public static (string Name, string Value)[] Fields(byte[] statement, (byte[] Data, byte[] Client, byte[] Signature) signed, string role) =>
    [
        ("role", role), ("statement", Convert.ToBase64String(statement)), ("authenticator", Convert.ToBase64String(signed.Data)), ("client", Convert.ToBase64String(signed.Client)),
        ("signature", Convert.ToBase64String(signed.Signature)),
    ];

    /// <summary>The reviewer signs what their page shows.</summary>
    public static async Task<Page> SignDecision(this Signer signer, string id)
    {
        var page = await signer.Reader.Get(DeskPeople.Case(id));
        var statement = StatementIn(page);
        return await signer.Reader.Send(DeskPeople.Case(id) + "/signature", Fields(statement, signer.Passkey.Sign(statement), "reviewer"), page.Token);
    }

    /// <summary>The approver signs what their page shows, and approves in the same act.</summary>
    public static async Task<Page> SignApproval(this Signer signer, string id)
    {
        var page = await signer.Reader.Get(Approval(id));
        var statement = StatementIn(page);
        return await signer.Reader.Send(Approval(id), [("decision", DigestIn(page)), .. Fields(statement, signer.Passkey.Sign(statement), "approver")], page.Token);
    }

    public static string DigestIn(Page page) => Regex.Match(page.Body, "name=\"decision\" value=\"([0-9a-f]{64})\"").Groups[1].Value;

    public static Task<long> Kept(this WritServer server, string id) => server.Count("gate_approval", $"demand_id = '{id}'");
}
