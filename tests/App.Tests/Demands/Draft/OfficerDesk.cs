using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>An officer at their pages.</summary>
internal static partial class OfficerDesk
{
    /// <summary>A reader signed in as an officer of the server's.</summary>
    public static async Task<Reader> Officer(this WritServer server, string name = "officer") =>
        await server.Played((await server.InviteOfficer(name)).Subject);

    public static async Task<Reader> Staff(this WritServer server, string role = "reviewer") =>
        await server.Played((await server.InviteStaff(role)).Subject);

    /// <summary>Address of a new draft.</summary>
    public static async Task<string> Begin(this Reader reader)
    {
        var once = Once().Match((await reader.Get("/officer/new")).Body).Groups[1].Value;
        var begun = await reader.Post("/officer/new", "/officer/drafts", ("once", once));
        Assert.Equal(HttpStatusCode.SeeOther, begun.Status);
        return begun.Location!;
    }

    /// <summary>Answers one step as its page stands now.</summary>
    public static async Task<Page> Step(this Reader reader, string draft, string step, params (string Name, string Value)[] answers) =>
        await reader.Save($"{draft}/{step}", $"{draft}/{step}", answers);

    public static async Task<Page> Save(this Reader reader, string page, string path, params (string Name, string Value)[] answers)
    {
        var shown = await reader.Get(page);
        return await reader.Send(path, [("seen", Seen(shown)), .. answers], shown.Token);
    }

    public static async Task<Page> AddItem(this Reader reader, string draft, string kind, string identifier, string category, params (string Name, string Value)[] more)
    {
        var shown = await reader.Get(draft + "/items/new");
        return await reader.Send(ItemAction(shown), [("seen", Seen(shown)), ("kind", kind), ("identifier", identifier), ("category", category), .. more], shown.Token);
    }

    public static async Task<Page> File(this Reader reader, string draft, string name, byte[] content) =>
        await reader.Upload(draft + "/file", draft + "/file", name, content, ("seen", Seen(await reader.Get(draft + "/file"))));

    /// <summary>A draft with every answer, ready to be checked.</summary>
    public static async Task<string> Complete(this Reader reader, WritServer server, string reference = "26-CR-0031")
    {
        var draft = await reader.Begin();
        await Onward(reader.Step(draft, "reference", ("reference", reference)));
        await Onward(reader.Step(draft, "instrument", ("instrument", "us/search-warrant")));
        await Onward(reader.Step(draft, "authority", ("authority/name", "District Court of Sample County"), ("authority/kind", "court")));
        await Onward(reader.Step(draft, "dates", [.. Day("issuedOn", server.Today), .. Day("expiresOn", server.Today.AddDays(14))]));
        await Onward(reader.Step(draft, "gag", ("gag", "no")));
        await Onward(reader.AddItem(draft, "email", server.Customers[0].Email, "subscriber"));
        await Onward(reader.File(draft, "warrant.pdf", "%PDF-1.7 signed"u8.ToArray()));
        return draft;
    }

    public static async Task<Page> SendDraft(this Reader reader, string draft) => await reader.Save(draft + "/check", draft + "/check", ("declared", "yes"));

    public static (string Name, string Value)[] Day(string name, DateOnly day) =>
        [(name + "-day", $"{day.Day}"), (name + "-month", $"{day.Month}"), (name + "-year", $"{day.Year}")];

    public static string Seen(Page page) => SeenField().Match(page.Body).Groups[1].Value;

    public static string ItemAction(Page page) => Action().Match(page.Body).Groups[1].Value;

    private static async Task Onward(Task<Page> answered)
    {
        var page = await answered;
        Assert.True(page.Status == HttpStatusCode.SeeOther, page.Body);
    }

    private static async Task<Reader> Played(this WritServer server, string subject)
    {
        var path = server.App.Services.GetRequiredService<SampleLinks>().For(subject);
        var reader = new Reader(server);
        Assert.Equal(HttpStatusCode.SeeOther, (await reader.Post(path, path)).Status);
        return reader;
    }

    [GeneratedRegex("name=\"once\" value=\"(drf_[0-9a-z]{16})\"")]
    private static partial Regex Once();

    [GeneratedRegex("name=\"seen\" value=\"([0-9]+)\"")]
    private static partial Regex SeenField();

    [GeneratedRegex("action=\"(/officer/drafts/drf_[0-9a-z]+/items/dit_[0-9a-z]+)\"")]
    private static partial Regex Action();
}
