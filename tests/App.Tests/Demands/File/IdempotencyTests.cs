using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Demands.File;

/// <summary>One key, one demand: a retry gets the same answer and does nothing twice.</summary>
public sealed class IdempotencyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    private string Body => RawRequests.Node(server.Demand()).ToJsonString();

    [Fact]
    public async Task Without_a_key_nothing_is_filed()
    {
        var reply = await Holdings.Unchanged(server, () =>
            server.Send(HttpMethod.Post, "api/v1/demands", server.TokenOf("officer"), RawRequests.Content(Body)));

        Assert.Equal("Idempotency-Key", reply.Refused(400, "store-idempotency-key-form").Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short-1")]
    [InlineData("with blanks in it")]
    [InlineData("semi;colons;in;it")]
    [InlineData("../../../etc/passwd")]
    [InlineData("' OR 1=1 --")]
    public async Task A_malformed_key_files_nothing(string key) =>
        (await Holdings.Unchanged(server, () => server.FileRaw(Body, key))).Refused(400, "store-idempotency-key-form");

    [Theory]
    [InlineData(81)]
    [InlineData(10_000)]
    public async Task A_key_that_is_too_long_files_nothing(int length) =>
        (await Holdings.Unchanged(server, () => server.FileRaw(Body, new string('k', length)))).Refused(400, "store-idempotency-key-form");

    [Fact]
    public async Task Two_keys_in_one_request_file_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/demands") { Content = RawRequests.Content(Body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {server.TokenOf("officer")}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", [WritServer.Key(), WritServer.Key()]);

        (await Holdings.Unchanged(server, () => server.Send(request))).Refused(400, "store-idempotency-key-form");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(80)]
    public async Task Keys_of_8_and_of_80_characters_do(int length) =>
        Assert.Equal(201, (await server.FileRaw(Body, WritServer.Key().PadRight(80, '_')[^length..])).Status);

    [Fact]
    public async Task The_same_key_and_body_give_the_same_answer_and_one_demand()
    {
        var (key, body) = (WritServer.Key(), Body);
        var first = await server.FileRaw(body, key);

        var again = await Holdings.Unchanged(server, () => server.FileRaw(body, key));

        Assert.Equal(201, first.Status);
        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
    }

    [Fact]
    public async Task Eight_copies_that_race_give_one_answer_and_one_demand()
    {
        var (key, body) = (WritServer.Key(), Body);
        var before = await Holdings.Of(server);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.FileRaw(body, key))));

        Assert.All(replies, reply => Assert.Equal(201, reply.Status));
        Assert.Single(replies.Select(reply => reply.Text).Distinct());
        Assert.Equal(
            before with { Demands = before.Demands + 1, Items = before.Items + 1, Events = before.Events + 1, Entries = before.Entries + 1, Keys = before.Keys + 1, Blobs = before.Blobs + 1 },
            await Holdings.Of(server));
    }

    [Fact]
    public async Task Eight_bodies_that_race_for_one_key_file_one_demand()
    {
        var key = WritServer.Key();
        var before = await Holdings.Of(server);

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
        {
            var body = RawRequests.Node(server.Demand() with { Reference = $"Case {i}" }).ToJsonString();
            return Task.Run(() => server.FileRaw(body, key));
        }));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.Refused(409, "store-idempotency-key-reused"));
        var after = await Holdings.Of(server);
        Assert.Equal((before.Demands + 1, before.Entries + 1, before.Blobs + 1), (after.Demands, after.Entries, after.Blobs));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (key, body) = (WritServer.Key(), Body);
        await server.FileRaw(body, key);

        (await Holdings.Unchanged(server, () => server.FileRaw(Body, key))).Refused(409, "store-idempotency-key-reused");
        (await Holdings.Unchanged(server, () => server.FileRaw(body + " ", key))).Refused(409, "store-idempotency-key-reused");
        Assert.Equal(201, (await server.FileRaw(body, key)).Status);
    }

    [Fact]
    public async Task Another_officer_may_use_the_same_key()
    {
        var (key, body) = (WritServer.Key(), Body);

        var mine = await server.FileRaw(body, key);
        var theirs = await server.FileRaw(body, key, "other-officer");

        Assert.Equal((201, 201), (mine.Status, theirs.Status));
        Assert.NotEqual((string)mine.Json["id"]!, (string)theirs.Json["id"]!);
    }

    [Fact]
    public async Task A_key_whose_first_try_was_refused_is_still_free()
    {
        var key = WritServer.Key();
        (await server.FileRaw(RawRequests.Node(server.Demand() with { Reference = string.Empty }).ToJsonString(), key)).Refused(400, "input-missing");

        Assert.Equal(201, (await server.FileRaw(Body, key)).Status);
    }
}
