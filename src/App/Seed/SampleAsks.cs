using Writ.Agencies.Officers;
using Writ.App.Client;
using Writ.App.SignIn;
using Writ.Base;
using Writ.Neighbors.Sample;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.App.Seed;

/// <summary>The sample town's requests to homes, and the people for them, who only sign in.</summary>
internal sealed class SampleAsks(ApiClient desk)
{
    /// <summary>The first request, once they are made.</summary>
    public RequestId First { get; private set; }

    /// <param name="officer">Token of the officer who writes them.</param>
    /// <param name="namer">Token of who names the supervisor.</param>
    public async Task<Result<IReadOnlyList<SamplePerson>>> Make(IServiceProvider services, string officer, string namer)
    {
        var store = services.GetRequiredService<IStore>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (author, named) = await store.Look(async work => (await AccessTokens.Find(work, officer, now), await AccessTokens.Find(work, namer, now)));
        var enrolled = await desk.Post<OfficerView>($"api/v1/agencies/{author!.Agency!.Value.Text}/officers", new EnrolOfficerRequest("Lieutenant, investigations", "Officer 2"));
        if (!enrolled.TryGet(out var lieutenant, out var refusal)) return refusal;
        var people = await store.Act<(Person Supervisor, Person Moderator, Person Outside)>(async work => (
            await Persons.Enrol(work, CallerKind.Officer, lieutenant.Id, author.Agency, lieutenant.Title, ["officer"], "sample", now),
            await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, "Moderator of requests", ["moderator"], "sample", now),
            await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, "Outside approver, school board", ["outside-approver"], "sample", now)));
        if (!people.TryGet(out var made, out refusal)) return refusal;
        var filled = await SampleRequests.Fill(services, author, Roles.CallerOf(made.Supervisor), Roles.CallerOf(made.Moderator), named!);
        if (!filled.Ok) return filled.Refusal;
        First = filled.Value;
        return Result<IReadOnlyList<SamplePerson>>.Of(
        [
            Only("supervisor", "Supervisor: approves requests to homes that a colleague wrote", made.Supervisor),
            Only("moderator", "Moderator: publishes requests to homes or refuses them in public, and reads the feed first", made.Moderator),
            Only("outside-approver", "Outside approver: agrees where a request touches a school or an assembly", made.Outside),
        ]);
    }

    private static SamplePerson Only(string name, string title, Person person) => new(name, title, string.Empty, null, Subject: person.Subject);
}
