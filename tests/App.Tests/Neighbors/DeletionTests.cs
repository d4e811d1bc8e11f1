using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.App.Tests.Gate.Grants;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;

namespace Writ.App.Tests.Neighbors;

/// <summary>Deletions that were not confirmed in time: days for overseers, yes or no for everybody.</summary>
public sealed class DeletionTests : GrantHouse
{
    private string Page => $"/outside/{Agency}/deletions";

    [Fact]
    public async Task Overseers_read_what_was_confirmed_late_and_the_yearly_report_says_whether_there_was_any()
    {
        var overseer = OutsideId.New().Text;
        var desk = await Server.Member("partners");
        using (var names = await Server.SignedInPerson(desk))
        {
            var here = $"/desk/partners/{Agency}";
            Assert.Equal(HttpStatusCode.SeeOther, (await names.Post(here, $"{here}/accounts", ("account-office", "overseer"), ("account-body", "Oversight Board"), ("once", overseer))).Status);
        }

        var made = await Asked();
        using (var early = await Server.SignedInPerson(overseer))
        {
            Assert.Contains("/deletions", (await early.Get($"/outside/{Agency}")).Body, StringComparison.Ordinal);
            Assert.Contains("confirmed in time, or still has time", (await early.Get(Page)).Body, StringComparison.Ordinal);
        }

        Assert.False(await SaysLate());
        await Pass(TimeSpan.FromDays(7));
        Assert.True(await SaysLate());
        using var reads = await Server.SignedInPerson(overseer);
        var page = await reads.Get(Page);
        Assert.Contains("17 March 2026", page.Body, StringComparison.Ordinal);
        Assert.Contains("Not yet", page.Body, StringComparison.Ordinal);
        foreach (var id in new[] { made.Id.Text, Hub.Home, Request.Text, Author.Subject }) Assert.DoesNotContain(id, page.Body, StringComparison.Ordinal);

        await Pass(TimeSpan.FromDays(2));
        using (var officer = await Server.SignedInPerson(Author.Subject)) _ = await officer.Post("/officer/grants", $"/officer/grants/{made.Id}/deletion", ("deleted", "yes"));
        using var again = await Server.SignedInPerson(overseer);
        var late = await again.Get(Page);
        Assert.Contains("19 March 2026", late.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Not yet", late.Body, StringComparison.Ordinal);
        using var export = await again.Open($"/outside/{Agency}/export");
        using var zip = new ZipArchive(await export.Content.ReadAsStreamAsync());
        using var file = new StreamReader(zip.GetEntry("deletions.json")!.Open());
        Assert.Equal("""[{"confirmed":"2026-03-19","due":"2026-03-17"}]""", await file.ReadToEndAsync());
        Assert.True(await SaysLate());
    }

    [Fact]
    public async Task Nobody_else_reads_it()
    {
        var desk = await Server.Member("partners");
        var other = OutsideId.New().Text;
        using (var names = await Server.SignedInPerson(desk))
        {
            var elsewhere = $"/desk/partners/{(await CallerOf("other-officer")).Agency}";
            Assert.Equal(HttpStatusCode.SeeOther, (await names.Post(elsewhere, $"{elsewhere}/accounts", ("account-office", "overseer"), ("account-body", "Oversight Board"), ("once", other))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await names.Get(Page)).Status);
        }

        foreach (var reader in new[] { await Server.SignedInPerson(other), await Server.SignedInAs("officer"), await Server.SignedInPerson(Supervisor.Subject) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.Get(Page)).Status);
            reader.Dispose();
        }
    }

    /// <summary>Given, opened, and then its deletion asked for.</summary>
    private async Task<Sealed> Asked()
    {
        var made = await Given();
        await Ready(made.Id);
        using var officer = await Server.SignedInAs("officer");
        var page = $"/officer/grants/{made.Id}";
        Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, $"{page}/open", ("purpose", "compare"), ("note", "We compare."), ("terms", "yes"))).Status);
        (await Owner.Post($"/answers/grants/{made.Id}/ask-deletion", new JsonObject())).Done();
        return made;
    }

    private async Task<bool> SaysLate()
    {
        var part = Assert.Single(Server.App.Services.GetServices<IYearlyPart>());
        var members = await Server.Store.Look(work => part.Members(work, Agency, Server.Time.Now.AddDays(-30), Server.Time.Now));
        Assert.Equal(["corrections", "deletions-late", "refused", "requests"], members.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.True((int)members["requests"]! > 0);
        return (bool)members["deletions-late"]!;
    }
}
