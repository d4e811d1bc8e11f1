using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Store.Mail;

namespace Writ.App.Tests.Demands.Review.Case.Person;

/// <summary>Telling people, and holding back, in a real browser.</summary>
public sealed class PersonBrowserTests
{
    [BrowserFact]
    public async Task A_gag_becomes_a_bar_and_when_it_ends_the_person_is_told()
    {
        await using var house = await NoticeHouse.Open();
        var id = (await house.File(gag: true)).Id;
        var subject = await house.Server.InviteStaffSubject("reviewer", "Reviewer, response team");
        await using var reviewer = await Open(house, subject);
        var page = reviewer.Page;
        await page.GotoAsync(DeskPeople.Case(id));
        await reviewer.Inspect("person-gag");
        await reviewer.TabTo("Record the bar with its end");
        await page.Keyboard.PressAsync("Enter");
        await page.Arrive("**/bars/new");
        await Press(page, "Record the bar");
        await Assertions.Expect(page.GetByText("There is a problem")).ToBeVisibleAsync();
        await reviewer.Inspect("person-bar-faults");
        await page.GetByLabel("A court’s order").CheckAsync();
        await page.GetByLabel("Who forbids it").FillAsync("Sample County Court");
        await page.GetByLabel("Reference").FillAsync("No. 12-345");
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("9");
        await page.GetByLabel("Month").FillAsync("4");
        await page.GetByLabel("Year").FillAsync("2026");
        await page.GetByLabel("Why it applies here").FillAsync("The court found that telling would endanger the inquiry.");
        await Press(page, "Record the bar");
        await page.Arrive("**?said=bar-recorded#person");

        await page.GotoAsync(DeskPeople.Case(id));
        await Press(page, "Fill in as the law says");
        await page.Arrive("**?said=law");
        await Press(page, "Send the decision");
        await page.Arrive("**?said=decided");
        await house.Released(id);
        await page.GotoAsync(DeskPeople.Case(id) + "#person");
        await Assertions.Expect(page.GetByText("It goes out by itself on Thursday 9 April 2026").First).ToBeVisibleAsync();
        await reviewer.Inspect("person-held");
        await page.GetByRole(AriaRole.Link, new() { Name = "Preview mail and letter" }).First.ClickAsync();
        await page.Arrive("**/notices/*");
        await reviewer.Inspect("person-preview");
        await page.GetByRole(AriaRole.Link, new() { Name = "The letter, on a page to print" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Preview, not sent")).ToBeVisibleAsync();
        await reviewer.Inspect("person-letter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the notice" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The mail as a mail program shows it" }).ClickAsync();
        await page.Arrive("**/mail");
        Assert.DoesNotContain(reviewer.Complaints, text => !text.Contains("400", StringComparison.Ordinal));

        Assert.Empty(house.Post.Taken);
        house.Server.Time.Now = new DateTimeOffset(2026, 4, 9, 0, 0, 0, TimeSpan.Zero);
        while (house.Post.Taken.Count == 0) await Task.Delay(20);
        await house.Quiet(id);
        await SignIn(house, reviewer, subject);
        await page.GotoAsync(DeskPeople.Case(id) + "#person");
        await Assertions.Expect(page.GetByText("Sent by mail on 9 April 2026, 00:00 UTC.")).ToBeVisibleAsync();
        await reviewer.Inspect("person-ended");
    }

    [BrowserFact]
    public async Task An_objection_is_upheld_and_the_items_are_decided_again()
    {
        await using var house = await NoticeHouse.Open();
        var (id, _) = await house.Objected("It was not me.\nAsk my lawyer.", PersonDesk.Paper);
        await using var reviewer = await Open(house, await house.Server.InviteStaffSubject("reviewer", "Reviewer, response team"));
        var page = reviewer.Page;
        await page.GotoAsync(DeskPeople.Case(id) + "#person");
        await reviewer.Inspect("person-objection");
        await page.GetByRole(AriaRole.Link, new() { Name = "Read and decide it" }).ClickAsync();
        await page.Arrive("**/decision");
        await reviewer.Inspect("person-objection-decide");
        await page.GetByLabel("Uphold it").CheckAsync();
        await page.GetByLabel("Reason for the person").FillAsync("The warrant names somebody else.");
        await Press(page, "Send the decision");
        await page.Arrive("**?said=upheld#person");

        // Back to the form: it is made anew, and says that it is decided.
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByText("It is decided.")).ToBeVisibleAsync();
        await page.GotoAsync(DeskPeople.Case(id) + "?said=upheld#person");
        Assert.Equal(1, await house.Server.Count("demand_event", $"demand_id = '{id}' AND kind = 'objection-upheld'"));
        await reviewer.Inspect("person-again");
        await page.GotoAsync(DeskPeople.Case(id));
        await Press(page, "Fill in as the law says");
        await page.Arrive("**?said=law");
        await Press(page, "Send the decision");
        await page.Arrive("**?said=decided");
        Assert.Equal(2, (await house.Quiet(id)).Notices.Count(n => n.Kind == "Before"));
        Assert.Empty(reviewer.Complaints);
    }

    [BrowserFact]
    public async Task The_other_pages_fit_a_phone_and_a_desk_and_have_no_violations()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => MailRefusals.NotTaken;
        var id = (await house.File()).Id;
        var notice = (await house.Decided(id)).Notices[0].Id;
        var barred = (await house.File(gag: true)).Id;
        await using var reviewer = await Open(house, await house.Server.InviteStaffSubject("reviewer", "Reviewer, response team"));
        var page = reviewer.Page;
        foreach (var (name, path) in new[]
        {
            ("case-letter", $"/desk/demands/{id}#person"), ("letter-to-print", PersonDesk.Address(id, $"notices/{notice}/letter")),
            ("printed", PersonDesk.Address(id, $"notices/{notice}/printed")), ("none", PersonDesk.Address(barred, "bars/none")), ("none-over", PersonDesk.Address(id, "bars/none")),
        })
        {
            await page.GotoAsync(path);
            await reviewer.Inspect($"person-{name}");
        }

        var bar = (string)(await house.Staff(id, "bars", house.Bar())).Json["bars"]!["bars"]![0]!["id"]!;
        await page.GotoAsync(PersonDesk.Address(id, $"bars/{bar}/lifting"));
        await reviewer.Inspect("person-lift");
    }

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    private static async Task<Browser> Open(NoticeHouse house, string subject)
    {
        using var reader = house.Reader();
        var browser = await Browser.Open(reader);
        await SignIn(house, browser, subject);
        return browser;
    }

    private static async Task SignIn(NoticeHouse house, Browser browser, string subject)
    {
        await browser.Page.GotoAsync(house.Server.App.Services.GetRequiredService<SampleLinks>().For(subject));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as this person" }).ClickAsync();
        await browser.Page.Arrive(url => !url.Contains("/sample/", StringComparison.Ordinal));
    }
}
