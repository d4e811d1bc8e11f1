using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Writ.App.Seed;
using Writ.App.SignIn.Sample;
using Writ.App.Tests.Crashes;
using Writ.App.Tests.Gate.Open;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Demands.Follow;

namespace Writ.App.Tests.Journeys;

/// <summary>
/// README's walk, on the pages alone: somebody who has never seen it plays every person of the sample, from the officer's draft to
/// the verified report. Each page on the way is looked at on a phone and a desk; with <c>WRIT_PICTURES=DIR</c> it leaves pictures.
/// </summary>
public sealed class NewcomerTests
{
    private const string Customer = "sample-customer-7@example.org";

    [BrowserFact]
    public async Task One_demand_goes_from_the_officers_draft_to_the_verified_report()
    {
        var root = Directory.CreateTempSubdirectory("writ-newcomer-").FullName;
        try
        {
            Assert.Null(await SampleFolder.Make(root));
            var time = new ManualTime(TimeProvider.System.GetUtcNow());
            await using var server = await WritServer.Start(root: root, time: time, timeToObject: TimeSpan.FromMinutes(2));
            var walk = new Walk(server);
            var id = await walk.File(Customer);
            await walk.Decide(id);
            await walk.ReadNotice("Someone asked us for your data");
            await walk.ApproveTooSoon(id);
            time.Now += TimeSpan.FromMinutes(3);
            await walk.Approve(id);
            await walk.OpenProduction(id, Path.Combine(root, "sample", "officer.pem"));
            await walk.ReadNotice("We gave data of yours to an authority");
            await walk.LookRound();
            await walk.Publish();
            OutsideVerifier.Passes(root);
        }
        finally
        {
            Leftovers.Delete(root);
        }
    }

    private sealed class Walk(WritServer server)
    {
        public async Task<string> File(string customer)
        {
            await using var browser = await As("officer");
            var page = browser.Page;
            await browser.Inspect("officer-demands");
            await page.GotoAsync("/officer/new");
            await browser.Inspect("officer-begin");
            await Press(page, "Begin");
            await page.Arrive("**/officer/drafts/*");
            var draft = page.Url;
            await browser.Inspect("officer-tasks");

            await Step(browser, draft, "reference", () => page.GetByLabel("What is your reference?").FillAsync("Case 42"));
            await Step(browser, draft, "instrument", () => page.GetByLabel("Search warrant").CheckAsync());
            await Step(browser, draft, "authority", async () =>
            {
                await page.GetByLabel("Name of the authority").FillAsync("Sample County Court");
                await page.GetByLabel("A court or judge").CheckAsync();
            });
            await Step(browser, draft, "dates", async () =>
            {
                await Day(page, "issuedOn", server.Today.AddDays(-3));
                await Day(page, "expiresOn", server.Today.AddDays(300));
            });
            await Step(browser, draft, "gag", () => page.GetByLabel("No", new() { Exact = true }).CheckAsync());
            await Step(browser, draft, "items/new", async () =>
            {
                await page.GetByLabel("E-mail address").CheckAsync();
                await page.GetByLabel("The identifier").FillAsync(customer);
                await page.GetByLabel("Basic subscriber information").CheckAsync();
            }, "Save the item");
            await browser.Inspect("officer-items");
            await Step(browser, draft, "file", () => page.GetByLabel("Choose the file").SetInputFilesAsync(
                new FilePayload { Name = "warrant.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray() }), "Upload and continue");
            await page.Arrive("**/check*");
            await browser.Inspect("officer-check");
            await page.GetByRole(AriaRole.Checkbox).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send") }).ClickAsync();
            await page.Arrive("**/filed");
            await browser.Inspect("officer-filed");
            var id = new Uri(page.Url).Segments[3].TrimEnd('/');
            await page.GotoAsync($"/officer/demands/{id}");
            await browser.Inspect("officer-demand");
            await page.GotoAsync($"/officer/demands/{id}/receipt");
            await browser.Inspect("officer-receipt");
            await page.GotoAsync("/officer/colleagues");
            await browser.Inspect("officer-colleagues");
            await page.GotoAsync("/officer/keys");
            await browser.Inspect("officer-keys");
            return id;
        }

        public async Task Decide(string id)
        {
            await using var browser = await As("reviewer");
            var page = browser.Page;
            await browser.Inspect("team-queue");
            await page.GetByRole(AriaRole.Link, new() { Name = "Case 42" }).ClickAsync();
            await page.Arrive($"**/desk/demands/{id}*");
            await browser.Inspect("team-case");
            await Press(page, "Fill in as the law says");
            await page.Arrive("**?said=law");
            await Press(page, "Send the decision");
            await page.Arrive("**?said=decided");
        }

        /// <summary>Looks again until the mail has gone out, which a job of its own sends. The sample has one such letter already.</summary>
        public async Task ReadNotice(string title)
        {
            await using var browser = await As("customer");
            var page = browser.Page;
            while (await page.GetByRole(AriaRole.Link, new() { Name = title }).CountAsync() < 2) await page.ReloadAsync();
            await browser.Inspect("customer-letters");
            await page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
            await page.Arrive("**/my/notices/*");
            var kind = title.StartsWith("We gave", StringComparison.Ordinal) ? "given" : "before";
            Assert.Contains("Sample Town Police Department", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            await browser.Inspect($"customer-notice-{kind}");
            var notice = new Uri(page.Url).AbsolutePath;
            await page.GotoAsync(notice + "/letter");
            await browser.Inspect($"customer-letter-{kind}");
            if (kind == "given") return;
            await page.GotoAsync(notice + "/objection");
            await browser.Inspect("customer-objection");
            await page.GotoAsync("/my/data");
            await browser.Inspect("customer-data");
        }

        public async Task ApproveTooSoon(string id)
        {
            await using var browser = await As("approver");
            await browser.Page.GotoAsync($"/desk/demands/{id}/approval");
            await browser.Inspect("team-approval");
            await Press(browser.Page, "Approve these decisions");
            await Assertions.Expect(browser.Page.GetByText("gate-time-to-object").First).ToBeVisibleAsync();
        }

        public async Task Approve(string id)
        {
            await using var browser = await As("approver");
            await browser.Page.GotoAsync($"/desk/demands/{id}/approval");
            await Press(browser.Page, "Approve these decisions");
            await browser.Page.Arrive("**?said=approved");
            Assert.Equal("released", await Settled(id));
            await browser.Page.GotoAsync($"/desk/demands/{id}");
            await browser.Inspect("team-case-released");
        }

        public async Task OpenProduction(string id, string key)
        {
            await using var browser = await As("officer");
            var page = browser.Page;
            await page.GotoAsync($"/officer/demands/{id}");
            await browser.Inspect("officer-demand-released");
            await page.GotoAsync($"/officer/demands/{id}/production");
            await browser.Inspect("officer-production-sealed");
            await page.UseKeyFile(await System.IO.File.ReadAllBytesAsync(key));
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Opened and checked" })).ToBeVisibleAsync();
            await browser.Inspect("officer-production");
            Assert.Empty(browser.Complaints);
        }

        public async Task LookRound()
        {
            await using (var browser = await As("verifier"))
            {
                await browser.Page.GotoAsync("/desk/agencies");
                await browser.Inspect("team-agencies");
                await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Sample Village Constable" }).ClickAsync();
                await browser.Page.Arrive("**/desk/agencies/*");
                await browser.Inspect("team-agency");
                await browser.Page.GotoAsync("/desk/figures");
                await browser.Inspect("team-figures");
                await browser.Page.GotoAsync("/account");
                await browser.Inspect("account");
            }

            await using var anyone = await Open();
            foreach (var (name, address) in ((string, string)[])[("sign-in", "/sign-in"), ("customer-sign-in", "/my/sign-in"), ("check", "/check"), ("front", "/"), ("agencies", "/agencies"), ("record", "/record"), ("verify", "/verify"), ("claims", "/claims"), ("refusals", "/refusals"), ("reports", "/reports")])
            {
                await anyone.Page.GotoAsync(address);
                await anyone.Inspect(name);
            }
        }

        public async Task Publish()
        {
            await using var browser = await As("approver");
            var page = browser.Page;
            await page.GotoAsync("/desk/reports");
            await browser.Inspect("team-reports");
            var half = Base.Period.HalfYearOf(server.Today).ToString();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish") }).ClickAsync();
            await page.Arrive("**said=published");
            do
            {
                await page.GotoAsync($"/reports/{half}");
            }
            while (!(await page.InnerTextAsync("main")).Contains("ersion 2", StringComparison.Ordinal));
            await browser.Inspect("report");
        }

        private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

        private static async Task Day(IPage page, string name, DateOnly day)
        {
            await page.FillAsync($"[name={name}-day]", $"{day.Day}");
            await page.FillAsync($"[name={name}-month]", $"{day.Month}");
            await page.FillAsync($"[name={name}-year]", $"{day.Year}");
        }

        private static async Task Step(Browser browser, string draft, string step, Func<Task> fill, string button = "Save and continue")
        {
            await browser.Page.GotoAsync($"{draft}/{step}");
            await fill();
            await browser.Inspect($"officer-{step.Replace("/new", string.Empty, StringComparison.Ordinal)}-step");
            await Press(browser.Page, button);
            await browser.Page.Arrive(url => !url.EndsWith(step, StringComparison.Ordinal));
        }

        private async Task<string> Settled(string id)
        {
            var officer = server.WithToken(SamplePersons.TokenOf(server.Folder.Root, "officer"));
            string state;
            while ((state = (await officer.Get<DemandView>($"api/v1/demands/{id}")).Value.State) == "approved") await Task.Delay(20);
            return state;
        }

        private async Task<Browser> As(string name)
        {
            var browser = await Open();
            await browser.Page.GotoAsync(server.App.Services.GetRequiredService<SampleLinks>().Paths[name]);
            await Press(browser.Page, "Sign in as this person");
            await browser.Page.Arrive(url => !url.Contains("/sample/", StringComparison.Ordinal));
            return browser;
        }

        private async Task<Browser> Open()
        {
            using var reader = new Reader(server);
            return await Browser.Open(reader);
        }
    }
}
