using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Requests.Resolve;
using Writ.Neighbors.Supervisors;

namespace Writ.Neighbors.Tests.Requests;

/// <summary>Steps of a request that are refused for how they are taken and not for what the request says, each by its code.</summary>
public sealed class StepRefusalTests
{
    [Fact]
    public async Task An_officer_has_so_many_drafts_and_no_more_until_one_is_sent()
    {
        await using var office = await Office.Open("""{"mostDrafts": 2}""");
        Task<Result<RequestId>> Begin(Caller caller) => office.Get<WriteDraft>().Begin(RequestId.New(), null, caller);
        var first = (await Begin(office.Author)).Value;
        Assert.True((await Begin(office.Author)).Ok);
        Assert.Equal("requests-drafts-too-many", (await Begin(office.Author)).Refusal?.Code);
        Assert.True((await Begin(office.Supervisor)).Ok);
        Assert.True((await office.Get<SendRequest>().Handle(first.Text, 1, office.Good(), true, office.Author)).Ok);
        Assert.True((await Begin(office.Author)).Ok);
    }

    [Fact]
    public async Task What_a_colleague_sent_is_theirs_to_change()
    {
        await using var office = await Office.Open();
        var id = (await office.Send(office.Good())).Value;
        Assert.Equal("requests-not-author", (await office.Get<WriteDraft>().Save(id.Text, 1, office.Good() with { Facts = "Other." }, office.Supervisor)).Refusal?.Code);
    }

    [Fact]
    public async Task A_moderator_who_read_nothing_or_names_no_rule_decides_nothing()
    {
        await using var office = await Office.Open();
        var id = (await office.Approved()).Text;
        Assert.Equal("requests-not-read", (await office.Get<PublishRequest>().Handle(id, false, office.Moderator)).Refusal?.Code);
        foreach (var rule in new[] { "", "taste" }) Assert.Equal("requests-rule", (await office.Get<RefuseRequest>().Handle(id, rule, "It is not our taste.", office.Moderator)).Refusal?.Code);
        Assert.True((await office.Get<PublishRequest>().Handle(id, true, office.Moderator)).Ok);
        foreach (var outcome in new[] { "", "arrest" }) Assert.Equal("requests-outcome", (await office.Get<ResolveRequest>().Handle(id, outcome, office.Author)).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_is_named_a_supervisor_who_is_no_officer()
    {
        await using var office = await Office.Open();
        foreach (var officer in new[] { "", "x", office.Moderator.Subject, OfficerId.New().Text })
        {
            Assert.Equal("requests-no-such-officer", (await office.Get<NameSupervisor>().Name(officer, office.Desk)).Refusal?.Code);
            Assert.Equal("requests-no-such-officer", (await office.Get<NameSupervisor>().End(officer, office.Desk)).Refusal?.Code);
        }

        Assert.Equal("requests-no-such-officer", (await office.Get<NameSupervisor>().End(office.Author.Subject, office.Desk)).Refusal?.Code);
    }

    [Fact]
    public async Task Where_the_operator_loaded_no_grounds_and_no_grid_nothing_can_be_asked()
    {
        await using var office = await Office.Open(change: collection => collection.AddSingleton(TownMap.Nothing));
        var refusal = (await office.Send(office.Good())).Refusal!;
        Assert.Equal(["requests-dwellings-unknown", "requests-grounds-unknown"], ((Refusal[])[refusal, .. refusal.Others]).Select(r => r.Code).Order());
    }
}
