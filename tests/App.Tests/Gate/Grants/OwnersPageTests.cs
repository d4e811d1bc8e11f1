using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>The owner's page of what was given, button by button; and owner and officer who act at one moment.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OwnersPageTests : GrantHouse
{
    private static readonly (string, string)[] Purpose = [("purpose", "compare"), ("note", "We compare."), ("terms", "yes")];

    [BrowserFact]
    public async Task Every_button_does_what_it_says()
    {
        var (back, kept) = (await Given(), await Given());
        await Ready(back.Id);
        await Ready(kept.Id);
        using var officer = await Server.SignedInAs("officer");
        var room = $"/officer/grants/{kept.Id}";
        Assert.Equal(HttpStatusCode.OK, (await officer.Post(room, $"{room}/open", Purpose)).Status);
        Assert.Equal($"{room}?said=sent", (await officer.Post(room, $"{room}/messages", ("text", "Is the clock of the camera right?"))).Location);
        Assert.Equal($"{room}?said=asked", await Passing(officer, kept.Id));

        using var reader = await Server.SignedInCustomer(0);
        await using var browser = await Browser.Open(reader);
        var page = browser.Page;
        await page.Context.AddCookiesAsync(reader.Cookies.GetCookies(new Uri(reader.Origin)).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = reader.Origin }));
        await page.Clock.SetFixedTimeAsync(Server.Time.Now.UtcDateTime);
        await page.GotoAsync($"/my/cameras/{Hub.Home}/grants");
        ILocator Press(string words) => page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true });
        Task Done(string words) => Assertions.Expect(page.Locator("[data-slot=done]")).ToHaveTextAsync(words);

        // Passed on to nobody, and the officer is not told.
        await page.GetByRole(AriaRole.Heading, new() { Name = "The officer asks to pass it on" }).WaitForAsync();
        await Press("No").ClickAsync();
        await Done("It is not passed on.");
        Assert.Equal(0, await page.GetByRole(AriaRole.Heading, new() { Name = "The officer asks to pass it on" }).CountAsync());
        Assert.Equal("refused", (string)(await View(kept.Id))["asks"]![0]!["state"]!);

        // A message, and no more of them.
        await page.GetByText("Is the clock of the camera right?").WaitForAsync();
        var write = page.Locator("form[data-slot=write]:visible");
        await write.GetByRole(AriaRole.Textbox).FillAsync("Yes, it is.");
        await write.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Done("Sent.");
        await page.GetByText("Yes, it is.").WaitForAsync();
        await page.Locator("form[data-slot=write]:visible").GetByRole(AriaRole.Button, new() { Name = "Take no more messages" }).ClickAsync();
        await Done("No more messages are taken for this recording.");
        Assert.Equal((2, false), ((await View(kept.Id))["messages"]!.AsArray().Count, (bool)(await View(kept.Id))["contactOpen"]!));

        var receipt = await page.GetByRole(AriaRole.Link, new() { Name = "Save the receipt", Exact = true }).First.GetAttributeAsync("href");
        Assert.Equal(200, (await page.APIRequest.GetAsync(receipt!)).Status);

        // Withdrawn, once it was asked a second time.
        await Press("Withdraw it").ClickAsync();
        await Press("No, leave it").ClickAsync();
        await Assertions.Expect(Press("Yes")).ToHaveCountAsync(0);
        Assert.Equal("ready", await State(back.Id));
        await browser.Inspect("grants-choices");
        await Press("Withdraw it").ClickAsync();
        await Press("Yes").ClickAsync();
        await Done("Withdrawn. Nobody opened it, and nobody can any more.");
        Assert.Equal("withdrawn", await State(back.Id));
        await Assertions.Expect(Press("Withdraw it")).ToHaveCountAsync(0);

        // Deletion, with the receipt of what was given, and then of the officer's word.
        await Press("Ask for its deletion").ClickAsync();
        await Press("Yes").ClickAsync();
        await Done("Asked. It stands above when the officer confirmed it.");
        Assert.Equal($"{room}?said=deleted", (await officer.Post("/officer/grants", $"{room}/deletion", ("deleted", "yes"))).Location);
        while ((await View(kept.Id))["deletion"]!["receipt"] is null) await Task.Delay(20);
        await page.ReloadAsync();
        var confirmed = page.GetByRole(AriaRole.Link, new() { Name = "Save the receipt of the deletion" });
        await confirmed.WaitForAsync();
        Assert.Equal(200, (await page.APIRequest.GetAsync((await confirmed.GetAttributeAsync("href"))!)).Status);
        Assert.DoesNotContain(browser.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_asking_for_deletion_and_renewing_at_one_moment_a_renewal_was_first_or_was_not()
    {
        using var officer = await Server.SignedInAs("officer");
        for (var i = 0; i < 4; i++)
        {
            var made = await Given(c => c with { Days = 2 });
            await Ready(made.Id);
            var page = $"/officer/grants/{made.Id}";
            Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, $"{page}/open", Purpose)).Status);
            var until = (DateTimeOffset)(await View(made.Id))["until"]!;
            var token = (await officer.Get(page)).Token;
            var renew = officer.Send($"{page}/renewal", [("days", "5"), ("renew-reason", "The trial was put off.")], token);
            var deletion = Owner.Post($"/answers/grants/{made.Id}/ask-deletion", new JsonObject());
            var (renewed, asked) = (await renew, await deletion);
            asked.Done();
            var view = await View(made.Id);
            Assert.NotNull(view["deletion"]);
            Assert.True(renewed.Status is HttpStatusCode.SeeOther or HttpStatusCode.Conflict, renewed.Body);
            var won = renewed.Status == HttpStatusCode.SeeOther;
            Assert.Equal(won ? 1 : 0, view["renewals"]!.AsArray().Count);
            Assert.Equal(won ? until.AddDays(5) : until, (DateTimeOffset)view["until"]!);

            // Whichever was first: from here on it is not kept longer.
            var again = await officer.Post(page, $"{page}/renewal", ("days", "5"), ("renew-reason", "Once more."));
            Assert.Equal(HttpStatusCode.Conflict, again.Status);
        }
    }

    [Fact]
    public async Task Of_refusing_and_passing_on_at_one_moment_exactly_one_wins()
    {
        using var officer = await Server.SignedInAs("officer");
        var other = await CallerOf("other-officer");
        for (var i = 0; i < 4; i++)
        {
            var made = await Given();
            await Ready(made.Id);
            Assert.Equal($"/officer/grants/{made.Id}?said=asked", await Passing(officer, made.Id));
            var ask = (string)(await View(made.Id))["asks"]![0]!["ask"]!;
            var recipient = JsonNode.Parse((await Owner.Get($"/answers/recipients/{Request}?ask={ask}")).Text)!;
            var key = PublicKey.Parse(Convert.FromBase64String((string)recipient["keys"]![0]!["spki"]!)).Value;
            var onward = Seal(c => c with { Agency = other.Agency!.Value, Officer = OfficerId.FromTrusted(other.Subject), Passes = made.Id }, [key]);
            Assert.Equal(201, (await Offer(onward)).Status);
            var give = PutFile(onward);
            var refuse = Owner.Post($"/answers/grants/{made.Id}/asks/{ask}/refuse", new JsonObject());
            var (given, refused) = (await give, await refuse);
            Assert.True((given.Status == 204) ^ (refused.Status == 204), $"{given.Status} {refused.Status}");
            (given.Status == 204 ? refused : given).Refused(422, "gate-grant-passing-closed");
            Assert.Equal(given.Status == 204 ? "answered" : "refused", (string)(await View(made.Id))["asks"]![0]!["state"]!);
        }
    }

    /// <summary>Where the officer is sent who asks to pass it on.</summary>
    private async Task<string?> Passing(Reader officer, GrantId id) => (await officer.Post(
        $"/officer/grants/{id}", $"/officer/grants/{id}/passing", ("officer", (await CallerOf("other-officer")).Subject), ("ground", "same-case"), ("passing-reason", "The van was there too."))).Location;
}
