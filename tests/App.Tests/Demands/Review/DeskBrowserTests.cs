using Microsoft.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Review;

/// <summary>Whole journeys of the team in a real browser, without script.</summary>
public sealed class DeskBrowserTests
{
    [BrowserFact]
    public async Task Two_people_decide_and_approve_by_keyboard_alone()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(0, "content")))).Id;
        using var reader = new Reader(server);
        await using (var reviewer = await Open(server, reader, "reviewer"))
        {
            await reviewer.Page.GotoAsync("/desk");
            await reviewer.TabTo("Case 1");
            await reviewer.Page.Keyboard.PressAsync("Enter");
            await reviewer.Page.Arrive("**/desk/demands/*");
            await reviewer.TabTo("Fill in as the law says");
            await reviewer.Page.Keyboard.PressAsync("Enter");
            await reviewer.Page.Arrive("**?said=law");
            await reviewer.TabTo("Send the decision");
            await reviewer.Page.Keyboard.PressAsync("Enter");
            await reviewer.Page.Arrive("**?said=decided");

            // Back to the form, and sent again: decided once.
            await reviewer.Page.GoBackAsync();
            await reviewer.Page.RunAndWaitForResponseAsync(
                () => reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Send the decision" }).ClickAsync(), response => response.Request.Method == "POST");
            Assert.Equal(1, await server.Count("demand_event", $"demand_id = '{id}' AND kind = 'decided'"));
            Assert.DoesNotContain(reviewer.Complaints, text => !text.Contains("409", StringComparison.Ordinal));
        }

        await using var approver = await Open(server, reader, "approver");
        await approver.Page.GotoAsync($"/desk/demands/{id}");
        await approver.TabTo("See the decision and approve it");
        await approver.Page.Keyboard.PressAsync("Enter");
        await approver.Page.Arrive("**/approval");
        await approver.TabTo("Approve these decisions");
        await approver.Page.Keyboard.PressAsync("Enter");
        await approver.Page.Arrive("**?said=approved");
        Assert.Equal("released", (await server.Settled(id)).State);
        Assert.Empty(approver.Complaints);
    }

    [BrowserFact]
    public async Task A_question_goes_to_the_officer_and_its_answer_comes_back()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        using var reader = new Reader(server);
        await using var reviewer = await Open(server, reader, "reviewer");
        await reviewer.Page.GotoAsync($"/desk/demands/{id}#questions");
        await reviewer.Page.GetByLabel("Ask the officer").FillAsync("Which of the two accounts?\u202E");
        await reviewer.Page.GetByRole(AriaRole.Button, new() { Name = "Send the question" }).ClickAsync();
        await reviewer.Page.Arrive("**?said=asked#questions");
        await using var officer = await Browser.Open(reader, script: false);
        await SignIn(server, officer, (await server.InviteOfficer()).Subject);
        await officer.Page.GotoAsync($"/officer/demands/{id}/questions");
        await officer.Page.GetByLabel("Your answer to question 1").FillAsync("The first.");
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Send the answer" }).ClickAsync();
        await officer.Page.Arrive("**?said=answered");

        await reviewer.Page.GotoAsync($"/desk/demands/{id}#questions");
        await Assertions.Expect(reviewer.Page.GetByText("The first.")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Every_page_fits_a_phone_and_a_desk_and_has_no_violations()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        var long1 = new string('x', 80);
        var id = (await server.File(server.Demand("us/grand-jury-subpoena", server.Item(0, "subscriber"), server.Item(0, "content", server.Today.AddDays(-90), server.Today)) with { Reference = long1 })).Id;
        var decided = (await server.File()).Id;
        using (var other = await server.Staff("reviewer", "Colleague"))
        {
            await other.Decide(decided, "send", DeskPeople.Refuse(new string('w', 500)));
            await other.Decide(id, "save", DeskPeople.Refuse("Half done."));
            foreach (var text in DeskPeople.Hostile.Take(3)) await other.Post(DeskPeople.Case(id), DeskPeople.Case(id) + "/notes", ("note", text));
            await other.Post(DeskPeople.Case(id), DeskPeople.Case(id) + "/questions", ("text", "Which account?"));
        }

        await server.Answer((await server.File()).Id);
        await using var reviewer = await Open(server, reader, "reviewer approver desk verifier", script: true);
        var page = reviewer.Page;
        foreach (var (name, path) in new[]
        {
            ("queue", "/desk"), ("queue-empty", "/desk?view=gate"), ("case", $"/desk/demands/{id}"), ("case-paper", $"/desk/demands/{id}#paper"),
            ("case-gate", $"/desk/demands/{id}#gate"), ("case-person", $"/desk/demands/{id}#person"), ("case-questions", $"/desk/demands/{id}#questions"),
            ("case-notes", $"/desk/demands/{id}#notes"), ("case-related", $"/desk/demands/{id}#related"), ("case-timeline", $"/desk/demands/{id}#timeline"),
            ("case-decided", $"/desk/demands/{decided}"), ("approval", $"/desk/demands/{decided}/approval"), ("agencies", "/desk/agencies"), ("agency-new", "/desk/agencies/new"),
            ("agency", "/desk/agencies/" + await server.Text($"SELECT agency_id FROM demand WHERE id = '{id}'")),
            ("agency-newcomer", "/desk/agencies/" + await server.Text("SELECT id FROM agency WHERE state = 'Enrolled'")),
            ("invitation-officer", "/desk/officers/" + await server.Text($"SELECT officer_id FROM demand WHERE id = '{id}'") + "/invitation"),
            ("figures", "/desk/figures"), ("reports", "/desk/reports"),
        })
        {
            // Away first: a link to another part of the same page would load nothing anew.
            await page.GotoAsync("/account");
            await page.GotoAsync(path);
            await reviewer.Inspect($"desk-{name}");
        }

        await page.GotoAsync($"/desk/demands/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the decision" }).ClickAsync();
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await reviewer.Inspect("desk-case-faults");
        await using var officer = await Browser.Open(reader);
        await SignIn(server, officer, (await server.InviteOfficer()).Subject);
        await officer.Page.GotoAsync($"/officer/demands/{id}/questions");
        await officer.Inspect("desk-officer-questions");
    }

    private static async Task<Browser> Open(WritServer server, Reader reader, string roles, bool script = false)
    {
        var browser = await Browser.Open(reader, script);
        var invited = await server.Everything.Post<Writ.App.SignIn.Invite.InvitationView>(
            "api/v1/staff/invitations", new Writ.App.SignIn.Invite.InviteStaffRequest("Person, response team", roles.Split(' ')));
        await SignIn(server, browser, invited.Value.Subject);
        return browser;
    }

    private static async Task SignIn(WritServer server, Browser browser, string subject)
    {
        await browser.Page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().For(subject));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await browser.Page.Arrive(url => !url.Contains("/sample/", StringComparison.Ordinal));
    }
}
