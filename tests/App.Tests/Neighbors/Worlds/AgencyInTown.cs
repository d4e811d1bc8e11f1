using System.Globalization;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Requests;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>An open request, and whom a home would give to.</summary>
internal sealed record AskedRequest(string Id, string Agency, string Officer, PublicKey Key);

/// <summary>Agencies with requests that are open in the town, and everything that their people, the company's, or anybody can look at.</summary>
internal sealed class AgencyInTown : IDisposable
{
    private readonly WritServer server;
    private readonly List<(string Name, Reader Reader)> people = [];
    private readonly List<AskedRequest> requests = [];

    private AgencyInTown(WritServer server) => this.server = server;

    public IReadOnlyList<AskedRequest> Requests => requests;

    /// <summary>Officers, supervisors, the moderator, and last somebody without an account.</summary>
    public IReadOnlyList<(string Name, Reader Reader)> People => people;

    public static async Task<AgencyInTown> Asks(WritServer server, DrawnTown town)
    {
        var asking = new AgencyInTown(server);
        var moderator = await server.SignedInPerson(await server.Member("moderator"));
        foreach (var agency in town.Asks.Distinct().Order())
        {
            var name = DrawnTown.Agencies[agency];
            var (author, supervisor) = (await server.SignedInAs(name), await Supervisor(server, name));
            var (id, officer) = (await server.Text($"SELECT agency_id FROM officer WHERE id = '{await server.SubjectOf(name)}'"), await server.SubjectOf(name));
            using var key = PrivateKey.Generate();
            _ = (await server.As(name).Post<KeyView>("api/v1/keys", new RegisterKeyRequest(Convert.ToBase64String(key.Public.Spki)))).Value;
            for (var i = 0; i < town.Asks.Count(a => a == agency); i++)
                asking.requests.Add(new AskedRequest(await asking.Ask(author, supervisor, moderator, $"26-000{i + 1}"), id, officer, PublicKey.Parse(key.Public.Spki).Value));
            asking.people.AddRange([($"author {agency}", author), ($"supervisor {agency}", supervisor)]);
        }

        asking.people.AddRange([("moderator", moderator), ("anybody", new Reader(server))]);
        await asking.Open();
        return asking;
    }

    /// <summary>A colleague whom the company's desk names. By links, for only so many sign in from one address in a minute.</summary>
    private static async Task<Reader> Supervisor(WritServer server, string of)
    {
        var agency = AgencyId.FromTrusted(await server.Text($"SELECT agency_id FROM officer WHERE id = '{await server.SubjectOf(of)}'"));
        var officer = (await server.Desk.Post<OfficerView>($"api/v1/agencies/{agency}/officers", new EnrolOfficerRequest("Lieutenant"))).Value;
        _ = (await server.Store.Act<bool>(async work =>
        {
            _ = await Persons.Enrol(work, CallerKind.Officer, officer.Id, agency, officer.Title, ["officer"], "test", server.Time.Now);
            return true;
        })).Value;
        using var desk = await server.SignedInPerson(await server.Member("desk"));
        Assert.Equal("/desk/supervisors?said=named", (await desk.Post("/desk/supervisors", "/desk/supervisors", ("officer", officer.Id))).Location);
        return await server.SignedInPerson(officer.Id);
    }

    /// <summary>Everything that everybody reaches; and the mails that went out.</summary>
    public async Task<IReadOnlyList<string>> Transcript()
    {
        var lines = new List<string>();
        _ = await Walks.LogSize(server);
        foreach (var (name, reader) in people)
        {
            var seen = await Walks.Of(name, reader);
            Assert.True(seen.Any(line => line.StartsWith($"{name} /requests/#", StringComparison.Ordinal)), string.Join('\n', seen.Select(line => line.Split(':')[0])));
            lines.AddRange(seen);
        }

        foreach (var token in DrawnTown.Agencies.Append("everything")) lines.AddRange(await Walks.OfPrograms(server, token));
        return [.. lines, .. Walks.Mails(server), await Walks.LogSize(server)];
    }

    public void Dispose()
    {
        foreach (var (_, reader) in people) reader.Dispose();
    }

    private async Task<string> Ask(Reader author, Reader supervisor, Reader moderator, string reference)
    {
        string At(int hours) => server.Time.Now.AddHours(hours).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var id = RequestId.New().Text;
        _ = await author.Post("/officer/requests", "/officer/requests", ("once", id));
        Assert.Equal($"/officer/requests/{id}?said=sent", (await author.Post("/officer/requests", $"/officer/requests/{id}", RequestPagesTests.With(("case", reference), ("incident-at", At(-3)), ("from", At(-4)), ("to", At(-2))))).Location);
        _ = await supervisor.Post("/officer/requests", $"/officer/requests/{id}/approval");
        Assert.Equal($"/desk/requests/{id}?said=published", (await moderator.Post("/desk/requests", $"/desk/requests/{id}/publication", ("read", "yes"))).Location);
        return id;
    }

    /// <summary>At the next beat they are in the file of the region; and the page of all requests shows them when they are in the record.</summary>
    private async Task Open()
    {
        server.Time.Now = server.Time.Now.AddMinutes(15);
        while (RegionFile.Read(await server.Http.GetByteArrayAsync(RegionFile.PathOf(HomeInTown.Cell)), HomeInTown.Cell).Value.Count < requests.Count) await Task.Delay(20);
        var anybody = people[^1].Reader;
        foreach (var request in requests)
        {
            while (!(await anybody.Get("/requests")).Body.Contains(request.Id, StringComparison.Ordinal)) await Task.Delay(20);
        }
    }
}
