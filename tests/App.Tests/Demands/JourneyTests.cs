using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Gate.Open;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Tests.Demands;

/// <summary>One demand through every room: door, two people, gate, vault, record, report.</summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task A_warrant_is_answered_sealed_to_the_officer_recorded_and_counted()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File(server.Demand("us/search-warrant", server.Item(0, "subscriber"), server.Item(0, "content")));

        var answered = await server.Answer(filed.Id);

        Assert.Equal("released", answered.State);
        Assert.All(answered.Items, i => Assert.True(i.Found));
        Assert.Equal(server.OfficerKey.Public.Thumbprint, Assert.Single(answered.Production!.Recipients));
        var opened = await Open(server, filed.Id);
        Assert.Contains(opened.Keys, name => name.EndsWith("subscriber.jsonl", StringComparison.Ordinal));
        Assert.Contains(server.Customers[0].Email, string.Concat(opened.Values), StringComparison.Ordinal);
        var report = (await server.PublishReport("2026-h1")).Value;
        Assert.True(report.Provisional);
    }

    [Fact]
    public async Task A_subpoena_for_content_is_refused_with_its_ground_and_the_rest_produced()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File(server.Demand("us/grand-jury-subpoena", server.Item(1, "subscriber"), server.Item(1, "content")));

        var answered = await server.Answer(filed.Id);

        Assert.Contains(filed.Advice, a => a.Code == "us-content-needs-warrant");
        Assert.Equal("Produce", answered.Items[0].Decision);
        Assert.Equal(("Refuse", "us-content-needs-warrant"), (answered.Items[1].Decision, answered.Items[1].Ground));
        Assert.DoesNotContain(await Open(server, filed.Id), file => file.Key.Contains("content", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_identifier_of_no_customer_is_answered_only_in_the_decision()
    {
        await using var server = await WritServer.Start();
        var stranger = server.Item(0, "subscriber") with { Identifier = new("email", "nobody@example.org") };
        var (known, unknown) = (await server.File(), await server.File(server.Demand(items: stranger)));

        Assert.Equal(known.Advice, unknown.Advice);
        Assert.Equal(known.State, unknown.State);
        var before = (await server.Officer.Get<DemandView>($"api/v1/demands/{unknown.Id}")).Value;
        Assert.Null(before.Items[0].Found);
        Assert.Null(before.Items[0].Ground);

        var after = await server.Answer(unknown.Id);
        Assert.Equal(("closed", "no-such-account"), (after.State, after.Items[0].Ground));
    }

    [Fact]
    public async Task The_requester_holds_a_promise_and_then_a_receipt_that_check()
    {
        await using var server = await WritServer.Start();
        var request = server.Demand();
        var filed = await server.File(request);
        await server.Answer(filed.Id);

        var receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Value;

        var promiseKey = server.Folder.PromiseKey().Verifier;
        var promise = Promises.Verify(receipt.Promise, promiseKey).Value;
        Assert.Equal(request.Nonce, Convert.ToBase64String(promise.Nonce));
        Assert.Equal(filed.RegisterLeaf, Convert.ToBase64String(promise.LeafHash));
        var leaf = Convert.FromBase64String(receipt.Leaf);
        var index = TlogProof.Verify(receipt.Proof!, leaf, [server.Folder.LogKey().Verifier], WitnessPolicy.None, out _);
        Assert.True(index.Ok);
        var opening = RegisterOpening.FromJson(System.Text.Encoding.UTF8.GetBytes(receipt.Opening.GetRawText())).Value;
        Assert.Equal(leaf, opening.Leaf());
        Assert.Equal(filed.Id, opening.Record.Demand.Text);
    }

    [Fact]
    public async Task A_production_is_deleted_when_it_expires()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        await server.Answer(filed.Id);

        server.Time.Now += TimeSpan.FromDays(31);

        var gone = await server.Officer.Download($"api/v1/demands/{filed.Id}/production");
        Assert.Equal("gate-no-production", gone.Refusal?.Code);
        while (await server.Blobs() > 1) await Task.Delay(20);
    }

    [Fact]
    public async Task A_second_start_keeps_everything_and_goes_on()
    {
        await using var server = await WritServer.Start();
        var first = await server.File();
        await server.Answer(first.Id);

        await server.Restart();

        Assert.Equal("released", (await server.Officer.Get<DemandView>($"api/v1/demands/{first.Id}")).Value.State);
        var second = await server.File();
        Assert.Equal("released", (await server.Answer(second.Id)).State);
    }

    private static async Task<Dictionary<string, string>> Open(WritServer server, string id)
    {
        var folder = Directory.CreateTempSubdirectory("writ-open-").FullName;
        try
        {
            var file = Path.Combine(folder, "production");
            var key = Path.Combine(folder, "key.pem");
            await System.IO.File.WriteAllBytesAsync(file, (await server.Officer.Download($"api/v1/demands/{id}/production")).Value);
            await System.IO.File.WriteAllTextAsync(key, server.OfficerKey.ExportPem());
            var exit = OpenVerb.Run(TextWriter.Null, TextWriter.Null, file, key, Path.Combine(folder, "out"));
            Assert.Equal(0, exit);
            return Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.jsonl", SearchOption.AllDirectories)
                .ToDictionary(f => f, System.IO.File.ReadAllText);
        }
        finally
        {
            Leftovers.Delete(folder);
        }
    }
}
