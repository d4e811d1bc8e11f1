using Writ.App.SignIn;
using Writ.App.SignIn.ByMail;
using Writ.Base;
using Writ.Neighbors.Feed.Sample;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.App.Seed;

/// <summary>The sample town's feed, and who is needed for it beside those that are there: a neighbour, and a moderator for appeals.</summary>
internal static class SampleNeighbours
{
    /// <param name="officer">Token of an officer of a verified agency.</param>
    /// <param name="moderator">Who reads requests and posts first.</param>
    public static async Task<Result<IReadOnlyList<SamplePerson>>> Make(IServiceProvider services, SampleCustomer resident, SampleCustomer neighbour, string officer, SamplePerson moderator)
    {
        var (store, now) = (services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var enrolled = await store.Act<(Person Resident, Person Neighbour, Person Moderator, Person Second, Caller Officer)>(async work => (
            await LinkUse.CustomerOf(work, resident.Account, "sample", now),
            await LinkUse.CustomerOf(work, neighbour.Account, "sample", now),
            (await Persons.Find(work, moderator.Subject!))!,
            await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, "Second moderator", ["moderator"], "sample", now),
            (await AccessTokens.Find(work, officer, now))!));
        if (!enrolled.TryGet(out var people, out var refusal)) return refusal;
        var filled = await SampleFeed.Fill(
            services, Roles.CallerOf(people.Resident), Roles.CallerOf(people.Neighbour), people.Officer, Roles.CallerOf(people.Moderator));
        if (!filled.Ok) return filled.Refusal;
        return Result<IReadOnlyList<SamplePerson>>.Of(
        [
            new SamplePerson("neighbour", "Neighbour: another customer, who writes in the feed", string.Empty, null, neighbour.Account.Text),
            new SamplePerson("second-moderator", "Second moderator: decides appeals in the feed", string.Empty, null, Subject: people.Second.Subject),
        ]);
    }
}
