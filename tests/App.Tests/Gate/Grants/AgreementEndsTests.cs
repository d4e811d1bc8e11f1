using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships.Sample;
using Writ.App.Tests.Agencies;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>A real agreement ends: what the agency asks, reads, opens and was given goes with it, and every page says so.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AgreementEndsTests : GrantHouse
{
    private static readonly byte[] Ground = """{"type":"Polygon","coordinates":[[[-88.5,44.2],[-88.3,44.2],[-88.3,44.35],[-88.5,44.35],[-88.5,44.2]]]}"""u8.ToArray();

    private static readonly (string, string)[] Purpose = [("purpose", "compare"), ("note", "We compare."), ("terms", "yes")];

    [Fact]
    public async Task With_the_agreement_ends_everything_that_homes_are_asked_and_gave()
    {
        var people = Server.App.Services.GetRequiredService<SamplePartners>();
        var filled = await people.Fill(
            [new SampleAgency(Agency, OfficerId.FromTrusted(Author.Subject), "Sample Police")], await Server.SubjectOf("desk"), Ground, time => Server.Time.Now += time);
        Assert.True(filled.Ok, filled.Refusal?.Code);
        await Pass(TimeSpan.FromMinutes(15));
        var document = RequestDocument.Parse(await Published()).Value;
        var cell = CoarseCell.Of(document.Area[0].Latitude, document.Area[0].Longitude);
        async Task<bool> Asked() => RegionFile.Read(await Server.Http.GetByteArrayAsync(RegionFile.PathOf(cell)), cell).Value.Any(r => r.Id == Request);
        while (!await Asked()) await Task.Delay(20);
        var (first, second) = (await Given(), await Given());
        await Ready(first.Id);
        using (var officer = await Server.SignedInAs("officer"))
        {
            Assert.DoesNotContain("no partnership in force", (await officer.Get("/officer/feed")).Body, StringComparison.Ordinal);
            Assert.Contains("Homes can read it until", (await officer.Get($"/officer/requests/{Request}")).Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await officer.Post($"/officer/grants/{first.Id}", $"/officer/grants/{first.Id}/open", Purpose)).Status);
            PartnershipTown.Done(await officer.Post(PartnershipTown.Own, $"{PartnershipTown.Own}/ending", ("ending-reason", "The council changed its mind."), ("ending-agreement", "1")));

            // At once: nothing is opened, given or read any more, and the agency reads why.
            Assert.Contains("gate-grant-agency-inert", (await officer.Post("/officer/grants", $"/officer/grants/{first.Id}/open", Purpose)).Body, StringComparison.Ordinal);
            Assert.Contains("no partnership in force", (await officer.Get("/officer/feed")).Body, StringComparison.Ordinal);
            var list = (await officer.Get("/officer/requests")).Body;
            Assert.Contains("Not asked at present", list, StringComparison.Ordinal);
            Assert.Contains("no partnership in force", list, StringComparison.Ordinal);
            Assert.Contains("may not ask at present", (await officer.Get($"/officer/requests/{Request}")).Body, StringComparison.Ordinal);
        }

        (await Offer(Seal())).Refused(422, "gate-grant-agency-inert");
        using var anybody = new Reader(Server);
        while (!(await anybody.Get($"/requests/{Request}")).Body.Contains("The agency may not ask at present", StringComparison.Ordinal)) await Task.Delay(20);
        Assert.Contains("Not asked at present", (await anybody.Get("/requests")).Body, StringComparison.Ordinal);

        // At the next beat homes are not asked; and soon what was given is gone. The document stays for ever.
        await Pass(TimeSpan.FromMinutes(15));
        while (await Asked()) await Task.Delay(20);
        while (await State(second.Id) != "purged" || await Blobs() > 0) await Task.Delay(20);
        Assert.Equal("purged", await State(first.Id));
        Assert.Equal(document.ToBytes(), await Server.Http.GetByteArrayAsync(RequestDocument.PathOf(Request)));
    }

    /// <summary>The request as everybody gets it, once the record that names it is published.</summary>
    private async Task<byte[]> Published()
    {
        while (true)
        {
            using var answer = await Server.Http.GetAsync(RequestDocument.PathOf(Request));
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsByteArrayAsync();
            await Task.Delay(20);
        }
    }
}
