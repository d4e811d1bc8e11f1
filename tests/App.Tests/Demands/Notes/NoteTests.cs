using System.Net;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.Notes;

/// <summary>Notes are added, shown as text, and stay inside.</summary>
public sealed class NoteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task The_same_form_sent_twice_adds_one_note_and_other_words_another()
    {
        var id = (await server.File()).Id;
        using var reader = await server.Staff("verifier");
        var page = await reader.Get(DeskPeople.Case(id));
        var once = DeskPeople.OnceIn(page, "nte");
        Task<SignIn.Page> Add(string text) => reader.Send(DeskPeople.Case(id) + "/notes", [("note", text), ("once", once)], page.Token);

        foreach (var text in (string[])["Called the court.", "Called the court.", "They rang back."])
            Assert.Equal($"/desk/demands/{id}?said=noted#notes", (await Add(text)).Location);

        Assert.Equal(2, await server.Count("demand_note", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task What_is_hostile_is_shown_as_text_or_refused_with_the_words_kept()
    {
        var id = (await server.File()).Id;
        using var reader = await server.Staff("reviewer");
        foreach (var text in DeskPeople.Hostile.Append("   "))
        {
            var answer = await reader.Post(DeskPeople.Case(id), DeskPeople.Case(id) + "/notes", ("note", text));
            if (answer.Status == HttpStatusCode.SeeOther) continue;
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);

            // No browser sends it; the form as a whole is not read.
            if (text.Contains('\0')) continue;
            Assert.Contains("id=\"note-error\"", answer.Body, StringComparison.Ordinal);
            if (text.Length > 5000) Assert.Contains(text, answer.Body, StringComparison.Ordinal);
        }

        // The reader decodes entities, so markup is looked for in what the server sent: a script element would have its own tag.
        var page = await reader.Get(DeskPeople.Case(id));
        Assert.Contains("right-to-left override", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", page.Body, StringComparison.Ordinal);
        Assert.Equal(3, await server.Count("demand_note", $"demand_id = '{id}'"));
    }

    [Fact]
    public async Task No_officer_sees_a_note_by_any_door()
    {
        var id = (await server.File()).Id;
        using var reader = await server.Staff("reviewer");
        using var officer = await server.AsOfficer();
        await reader.Post(DeskPeople.Case(id), DeskPeople.Case(id) + "/notes", ("note", "Between ourselves."));

        foreach (var path in (string[])["", "/receipt", "/questions"])
            Assert.DoesNotContain("Between ourselves.", (await server.Send(HttpMethod.Get, $"api/v1/demands/{id}{path}", server.TokenOf("officer"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Between ourselves.", (await officer.Get("/officer")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Between ourselves.", (await officer.Get($"/officer/demands/{id}/questions")).Body, StringComparison.Ordinal);
    }
}
