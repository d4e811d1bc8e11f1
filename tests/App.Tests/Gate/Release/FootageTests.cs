using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Demands.Report;
using Writ.Demands.Review;

namespace Writ.App.Tests.Gate.Release;

/// <summary>A warrant to the company for what a provider-held camera recorded: from the hub to what the officer opens.</summary>
public sealed class FootageTests : FootageHouse
{
    private static readonly byte[] Plain = RandomNumberGenerator.GetBytes(200_000);

    [Fact]
    public async Task A_warrant_is_answered_with_the_clips_of_its_days_and_what_proves_them()
    {
        await Held(Camera);
        var (inside, before) = (await Recorded(Plain), await Recorded(FakeHub.Pattern(70_000), Server.Today.AddDays(-3)));
        var closed = await Hub.Camera();
        var ownerHeld = Hub.Seal(closed, FakeHub.Pattern(80_000));
        await Hub.Upload(ownerHeld);

        var view = await Answered(Server.Today.AddDays(-1), Server.Today);

        Assert.Equal(("released", true), (view.State, view.Items[0].Found));
        var (files, edits) = await Opened(view.Id);
        Assert.Equal(
            new[] { Name(inside, "mp4"), Name(inside, "jpg"), Name(inside, "card.json"), $"{Hub.Home}.chain.jsonl" }.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Plain, files[Name(inside, "mp4")]);
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xD9], files[Name(inside, "jpg")]);

        // The recipient checks it without a word of the company.
        var lines = System.Text.Encoding.UTF8.GetString(files[$"{Hub.Home}.chain.jsonl"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var chain = HomeChain.Read([.. lines.Select(System.Text.Encoding.UTF8.GetBytes)]).Value;
        Assert.Equal(Hub.Keys.Holder, chain.Hub);
        var card = ClipCard.Read(files[Name(inside, "card.json")], chain.Hub).Value;
        Assert.Equal((inside.Id, Convert.ToHexStringLower(SHA256.HashData(Plain))), (card.Clip, card.Video));
        Assert.Contains($"as the hub recorded it {view.Items[0].Id}/{Name(inside, "mp4")}", Said, StringComparison.Ordinal);
        Assert.Contains(Hub.Keys.Holder.Mark, Said, StringComparison.Ordinal);

        var edit = Assert.Single(edits);
        Assert.Contains("The company cannot open what 1 camera of this account recorded", edit, StringComparison.Ordinal);
        foreach (var other in (string[])[ownerHeld.Id.Text, before.Id.Text, closed.Text]) Assert.DoesNotContain(other, Said, StringComparison.Ordinal);
        await Told("We gave 1 record: what your cameras recorded");
    }

    [Fact]
    public async Task A_subpoena_reaches_no_footage_by_the_laws_own_words()
    {
        await Held(Camera);
        await Recorded(Plain);
        foreach (var instrument in (string[])["us/grand-jury-subpoena", "us/2703d-order"])
        {
            var filed = await Server.File(Server.Demand(instrument, Server.Item(0, "subscriber"), Server.Item(0, "footage")));
            Assert.Contains(filed.Advice, a => a.Code == "us-content-needs-warrant");
            var view = await Server.Answer(filed.Id);
            Assert.Equal(("Refuse", "us-content-needs-warrant"), (view.Items[1].Decision, view.Items[1].Ground));
            Assert.DoesNotContain((await Opened(view.Id)).Files.Keys, name => name.EndsWith(".mp4", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_an_owner_held_camera_nothing_is_found_and_that_is_said_without_saying_whether_there_is_any()
    {
        var empty = await Answered();
        var (_, without) = await Opened(empty.Id);
        await Hub.Uploaded(Camera);
        var full = await Answered();
        var (files, with) = await Opened(full.Id);

        Assert.Equal(("released", false), (full.State, full.Items[0].Found));
        Assert.Empty(files);
        Assert.Contains("1 camera of this account", Assert.Single(with), StringComparison.Ordinal);
        Assert.Equal(without, with);
        await Told("We looked and found nothing: what your cameras recorded");
    }

    [Fact]
    public async Task Clips_from_before_the_choice_and_after_it_was_turned_back_stay_closed()
    {
        var before = await Hub.Uploaded(Camera, 10_000);
        await Held(Camera);
        var during = await Recorded(Plain);
        await Held(Camera, "owner");
        var after = await Hub.Uploaded(Camera, 10_000);

        var (files, edits) = await Opened((await Answered()).Id);

        Assert.Equal(Plain, files[Name(during, "mp4")]);
        Assert.DoesNotContain(files.Keys, name => name.Contains(before.Id.Text, StringComparison.Ordinal) || name.Contains(after.Id.Text, StringComparison.Ordinal));
        Assert.Contains("1 camera of this account", Assert.Single(edits), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_counts_as_content_and_a_stranger_recounts_it()
    {
        await Held(Camera);
        await Recorded(Plain);
        await Answered();
        var published = (await Server.PublishReport("2026-h1")).Value;
        while (!(await Server.Http.GetStringAsync("reports/index.json")).Contains("2026-h1", StringComparison.Ordinal)) await Task.Delay(20);

        using var said = new StringWriter();
        Assert.True(Verifying.Verify(Server.Http.BaseAddress!.ToString(), said) == 0, said.ToString());
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Server.Folder.Published, "reports", "2026-h1", $"v{published.Version}.json")))!;
        var rows = report["tables"]!.AsArray().Single(t => (string)t!["id"]! == "disclosure")!["rows"]!.AsArray();
        Assert.Equal(["content", "1", "non_content", "0", "nothing", "0"], rows.SelectMany(r => (string[])[(string)r!["id"]!, r["cells"]![0]!["value"]!.ToJsonString()]));
    }

    [Fact]
    public async Task A_clip_that_was_removed_between_approval_and_release_is_not_in_it()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        using var owner = await Seat.Of(server, 0);
        using var hub = await FakeHub.Paired(server, owner);
        var camera = await hub.Camera();
        (await owner.Put($"/my/cameras/{hub.Home}/cameras/{camera}/custody", new CustodyRequest("provider"))).Done();
        var (stays, goes) = (await hub.Wrapped(hub.Seal(camera, Plain)), await hub.Wrapped(hub.Seal(camera, FakeHub.Pattern(50_000))));
        await hub.Upload(stays);
        await hub.Upload(goes);
        var id = (await server.File(server.Demand(items: server.Item(0, "footage")))).Id;
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        valve.Shut();
        _ = (await server.Approver.Approve(id)).Value;
        (await owner.Delete($"/my/cameras/{hub.Home}/clips/{goes.Id}")).Done();
        valve.Open();

        var view = await server.Settled(id);

        Assert.Equal(("released", true), (view.State, view.Items[0].Found));
        Assert.Equal(1, await server.Count("gate_production"));
        Assert.True(view.Production!.Size < Plain.Length + 40_000, $"{view.Production.Size}");
    }

    /// <summary>Waits, for as long as a slow machine needs, until a letter to the owner says so.</summary>
    private async Task Told(string words)
    {
        using var reader = await Server.SignedInCustomer(0);
        while (true)
        {
            foreach (Match one in Regex.Matches((await reader.Get("/my")).Body, "/my/notices/[a-z0-9_]+"))
            {
                if ((await reader.Get(one.Value + "/letter")).Body.Contains(words, StringComparison.Ordinal)) return;
            }

            await Task.Delay(20);
        }
    }
}
