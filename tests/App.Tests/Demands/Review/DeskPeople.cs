using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Review;

/// <summary>People at the review desk, signed in by a sample link, and what they send.</summary>
internal static partial class DeskPeople
{
    /// <summary>What a stranger may write: markup, a turn of direction, emoji, and very much of it.</summary>
    public static IReadOnlyList<string> Hostile { get; } =
    [
        "<script>alert(1)</script><b>bold</b>\"'&amp;", "Case \u202Ereversed\u2066x", "👩‍👩‍👧‍👦🔥", new string('x', 10_000), "a\u0000b", "a\u0007b",
    ];

    public static async Task<Reader> Staff(this WritServer server, string role, string title = "Staff") =>
        await server.SignIn((await server.InviteStaff(role, $"{title}, {role}")).Subject);

    public static async Task<string> InviteStaffSubject(this WritServer server, string role, string title) => (await server.InviteStaff(role, title)).Subject;

    public static async Task<Reader> AsOfficer(this WritServer server, string name = "officer") => await server.SignIn((await server.InviteOfficer(name)).Subject);

    public static async Task<Reader> SignIn(this WritServer server, string subject)
    {
        var reader = new Reader(server);
        var link = server.App.Services.GetRequiredService<SampleLinks>().For(subject);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, (await reader.Post(link, link)).Status);
        return reader;
    }

    public static string Case(string id) => $"/desk/demands/{id}";

    /// <summary>The digest that the form on a case's page carries.</summary>
    public static string SeenIn(Page page) => Digest().Match(page.Body).Groups[1].Value;

    public static string OnceIn(Page page, string prefix) => Regex.Match(page.Body, $"name=\"once\" value=\"({prefix}_[0-9a-z]{{16}})\"").Groups[1].Value;

    /// <summary>Sends the form of a case as it stands, with these fields.</summary>
    public static async Task<Page> Decide(this Reader reader, string id, string then, params (string Name, string Value)[] fields)
    {
        var page = await reader.Get(Case(id));
        return await reader.Send(Case(id) + "/decision", [("seen", SeenIn(page)), ("then", then), .. fields], page.Token);
    }

    public static (string Name, string Value)[] Produce(int item = 0) => [($"items/{item}/decision", "produce")];

    public static (string Name, string Value)[] Refuse(string reason = "Too much is asked.", int item = 0) =>
        [($"items/{item}/decision", "refuse"), ($"items/{item}/ground", "too-little-to-find"), ($"items/{item}/reason", reason)];

    public static async Task<Page> Approve(this Reader reader, string id)
    {
        var page = await reader.Get(Case(id) + "/approval");
        return await reader.Send(Case(id) + "/approval", [("decision", Regex.Match(page.Body, "name=\"decision\" value=\"([0-9a-f]{64})\"").Groups[1].Value)], page.Token);
    }

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]{64})\"")]
    private static partial Regex Digest();
}
