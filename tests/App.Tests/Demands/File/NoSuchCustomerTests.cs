using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.Demands.File;

namespace Writ.App.Tests.Demands.File;

/// <summary>
/// Whether there is a customer behind an identifier, only the decision tells. Until then everything an officer can see is
/// the same, to the length of the answer.
/// </summary>
public sealed partial class NoSuchCustomerTests
{
    private static readonly string[] DrawnAnew = ["registerLeaf", "promise"];

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("customer-number")]
    [InlineData("order-number")]
    public async Task Filing_lint_view_list_and_receipt_are_the_same_as_for_a_customer(string kind)
    {
        await using var server = await WritServer.Start();
        var (real, nobody) = Pair(server, kind);
        var (known, unknown) = (Of(server, kind, real), Of(server, kind, nobody));

        Same(await Lint(server, known), await Lint(server, unknown), real, nobody);
        var (filedKnown, filedUnknown) = (await File(server, known), await File(server, unknown));
        Same(filedKnown, filedUnknown, real, nobody);
        var (one, other) = ((string)filedKnown.Json["id"]!, (string)filedUnknown.Json["id"]!);

        await Seen(server, one, other, real, nobody);
        await Decide(server, one, "produce");
        await Decide(server, other, "refuse");
        await Seen(server, one, other, real, nobody);
    }

    [Fact]
    public async Task A_subpoena_that_goes_too_far_is_advised_alike()
    {
        await using var server = await WritServer.Start();
        var known = server.Demand("us/grand-jury-subpoena", server.Item(0, "content"));
        var unknown = known with { Items = [known.Items[0] with { Identifier = new("email", "nobody-customer-1@example.org") }] };

        var (one, other) = (await Lint(server, known), await Lint(server, unknown));

        Assert.Contains("us-content-needs-warrant", one.Text, StringComparison.Ordinal);
        Assert.Equal(one.Text, other.Text);
    }

    private static async Task Seen(WritServer server, string one, string other, string real, string nobody)
    {
        Same(await See(server, $"demands/{one}"), await See(server, $"demands/{other}"), real, nobody);
        var (receipt, otherReceipt) = (await Recorded(server, one), await Recorded(server, other));
        Assert.Equal(Shape(receipt.Json), Shape(otherReceipt.Json));
        var lines = (await See(server, "demands")).Json.AsArray();
        Assert.Equal(Normal(lines[0]!, real, nobody), Normal(lines[1]!, real, nobody));
    }

    // Two receipts are alike once both leaves are in the record.
    private static async Task<Reply> Recorded(WritServer server, string id)
    {
        while (true)
        {
            var receipt = await See(server, $"demands/{id}/receipt");
            if (receipt.Json["proof"] is not null) return receipt;
            await Task.Delay(20);
        }
    }

    private static void Same(Reply known, Reply unknown, string real, string nobody)
    {
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Text.Length, unknown.Text.Length);
        Assert.Equal(known.Headers.Keys.Order(), unknown.Headers.Keys.Order());
        Assert.Equal(Normal(known.Json, real, nobody), Normal(unknown.Json, real, nobody));
    }

    private static string Normal(JsonNode json, string real, string nobody)
    {
        var copy = json.DeepClone();
        foreach (var member in Members.Of(copy).Where(m => DrawnAnew.Contains(m.Split('/')[^1]))) copy = Members.With(copy, member, "drawn");
        return AnyId().Replace(copy.ToJsonString(), "id").Replace(RawRequests.Node(nobody).ToJsonString(), RawRequests.Node(real).ToJsonString(), StringComparison.Ordinal);
    }

    private static string Shape(JsonNode json) => string.Join('\n', Members.Of(json).Where(m => !m.StartsWith("/proof/", StringComparison.Ordinal)));

    private static (string Real, string Nobody) Pair(WritServer server, string kind) => kind switch
    {
        "email" => (server.Customers[0].Email, server.Customers[0].Email.Replace("sample", "nobody", StringComparison.Ordinal)),
        "phone" => (server.Customers[0].Phone, "+12065550199"),
        "customer-number" => (server.Customers[0].CustomerNumber, "C-900001"),
        _ => (server.Customers[0].Orders[0], "799-0000001-0000001"),
    };

    private static FileDemandRequest Of(WritServer server, string kind, string value) =>
        server.Demand(items: new FileItem(new(kind, value), "subscriber", null, null));

    private static async Task Decide(WritServer server, string id, string decision)
    {
        var item = (string)(await See(server, $"demands/{id}")).Json["items"]![0]!["id"]!;
        var body = decision == "produce"
            ? new Writ.Demands.Review.DecideItem(item, "produce", null, null, null, null)
            : new Writ.Demands.Review.DecideItem(item, "refuse", "no-such-account", "We hold no account under this identifier.", null, null);
        _ = (await server.Reviewer.Post<Writ.Demands.Review.ReviewedView>($"api/v1/review/{id}/decision", new Writ.Demands.Review.DecideRequest([body]))).Value;
    }

    [GeneratedRegex("(dmd|itm)_[0-9a-z]{16}")]
    private static partial Regex AnyId();

    private static Task<Reply> File(WritServer server, FileDemandRequest request) => server.FileRaw(RawRequests.Node(request).ToJsonString());

    private static Task<Reply> Lint(WritServer server, FileDemandRequest request) => server.Lint(RawRequests.Node(request).ToJsonString());

    private static Task<Reply> See(WritServer server, string path) => server.Send(HttpMethod.Get, $"api/v1/{path}", server.TokenOf("officer"));
}
