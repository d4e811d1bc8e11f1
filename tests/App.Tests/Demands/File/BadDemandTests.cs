using Writ.App.Tests.Serving;
using Writ.Demands.File;

namespace Writ.App.Tests.Demands.File;

/// <summary>Demands that are well-formed and make no sense: each fault has its code, and lint names the same one.</summary>
public sealed class BadDemandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Theory]
    [InlineData("email", "")]
    [InlineData("email", " ")]
    [InlineData("email", "nobody")]
    [InlineData("email", "@example.org")]
    [InlineData("email", "nobody@")]
    [InlineData("email", "nobody@localhost")]
    [InlineData("email", "no body@example.org")]
    [InlineData("email", "a..b@example.org")]
    [InlineData("email", ".a@example.org")]
    [InlineData("email", "a@@example.org")]
    [InlineData("email", "a@example..org")]
    [InlineData("email", "a@-example.org")]
    [InlineData("email", "a@127.0.0.1")]
    [InlineData("email", "\"a b\"@example.org")]
    [InlineData("email", "%@example.org\0")]
    [InlineData("email", "a@example.org,b@example.org")]
    [InlineData("email", "gro.elpmaxe@\u202Eydobon")]
    [InlineData("phone", "")]
    [InlineData("phone", "2065550100")]
    [InlineData("phone", "+0065550100")]
    [InlineData("phone", "+1206555")]
    [InlineData("phone", "+10065550100")]
    [InlineData("phone", "+12061550100")]
    [InlineData("phone", "+120655501001234567")]
    [InlineData("phone", "+1206555010x")]
    [InlineData("phone", "++12065550100")]
    [InlineData("phone", "+١٢٠٦٥٥٥٠١٠٠")]
    [InlineData("customer-number", "")]
    [InlineData("customer-number", "abc")]
    [InlineData("customer-number", "abcdef")]
    [InlineData("customer-number", "123456789012345678901")]
    [InlineData("customer-number", "C_100001")]
    [InlineData("customer-number", "%")]
    [InlineData("order-number", "")]
    [InlineData("order-number", "700-0000001")]
    [InlineData("order-number", "700-0000001-00000012")]
    [InlineData("order-number", "70a-0000001-0000001")]
    public async Task An_impossible_identifier_is_refused(string kind, string value) =>
        Assert.Equal("/items/0/identifier", (await Nothing(Of(kind, value))).Refused(400, "sources-impossible-identifier").Field);

    [Theory]
    [InlineData("")]
    [InlineData("Email")]
    [InlineData("e-mail")]
    [InlineData("device")]
    [InlineData("email\0")]
    public async Task An_unknown_kind_of_identifier_is_refused(string kind) =>
        (await Nothing(Of(kind, server.Customers[0].Email))).Refused(400, "sources-unknown-kind");

    [Theory]
    [InlineData("email")]
    [InlineData("phone")]
    [InlineData("customer-number")]
    [InlineData("order-number")]
    public async Task An_identifier_of_ten_thousand_characters_is_refused_and_not_repeated(string kind)
    {
        var reply = await Nothing(Of(kind, string.Concat(Enumerable.Repeat("7", 10_000)) + "@example.org"));

        reply.Refused(400, "sources-impossible-identifier");
        Assert.DoesNotContain("7777777", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_items_are_too_few_and_101_too_many()
    {
        (await Nothing(server.Demand() with { Items = [] })).Refused(400, "demands-items");
        (await Nothing(server.Demand() with { Items = [.. Enumerable.Repeat(server.Item(0, "subscriber"), 101)] })).Refused(400, "demands-items");
        Assert.Equal(201, (await File(server.Demand() with { Items = [.. Enumerable.Repeat(server.Item(0, "subscriber"), 100)] })).Status);
    }

    [Fact]
    public async Task An_item_that_is_null_is_refused() =>
        Assert.Equal("/items/1/identifier", (await Nothing(server.Demand() with { Items = [server.Item(0, "subscriber"), null!] })).Refused(400, "demands-identifier-missing").Field);

    [Theory]
    [InlineData("")]
    [InlineData("Subscriber")]
    [InlineData("subscriber content")]
    [InlineData("subscriber;content")]
    [InlineData("../content")]
    public async Task An_impossible_category_is_refused(string category) =>
        (await Nothing(server.Demand() with { Items = [server.Item(0, "subscriber") with { Category = category }] })).Refused(400, "demands-category");

    [Theory]
    [InlineData("Case\u202E1")]
    [InlineData("Case\u2066 1")]
    [InlineData("Case\u200E1")]
    [InlineData("Case\u061C1")]
    [InlineData("Case\n1")]
    [InlineData("Case\u20281")]
    [InlineData("Case\u00001")]
    [InlineData("Case\u001b[31m")]
    [InlineData("Case\u007f")]
    public async Task Text_that_reads_as_another_is_refused(string text)
    {
        Assert.Equal("/reference", (await Nothing(server.Demand() with { Reference = text })).Refused(400, "input-control-characters").Field);
        Assert.Equal("/authority/name", (await Nothing(server.Demand() with { Authority = new(text, "court") })).Refused(400, "input-control-characters").Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Text_that_says_nothing_is_refused(string text)
    {
        (await Nothing(server.Demand() with { Reference = text })).Refused(400, "input-missing");
        (await Nothing(server.Demand() with { Authority = new(text, "court") })).Refused(400, "input-missing");
    }

    [Fact]
    public async Task Text_that_is_too_long_is_refused()
    {
        (await Nothing(server.Demand() with { Reference = new string('x', 81) })).Refused(400, "input-too-long");
        (await Nothing(server.Demand() with { Authority = new(new string('x', 201), "court") })).Refused(400, "input-too-long");
        (await Nothing(server.Demand() with { Authority = new("Court", new string('x', 41)) })).Refused(400, "demands-authority-kind");
    }

    [Fact]
    public async Task An_authority_that_cannot_issue_it_is_refused()
    {
        (await Nothing(server.Demand() with { Authority = new("Sample Police", "police") })).Refused(400, "demands-authority-not-competent");
        (await Nothing(server.Demand() with { Authority = new("Sample Police", "") })).Refused(400, "demands-authority-kind");
    }

    [Theory]
    [InlineData("us/no-such-instrument")]
    [InlineData("")]
    [InlineData("../law/us/search-warrant")]
    [InlineData("US/SEARCH-WARRANT")]
    public async Task An_unknown_instrument_is_refused(string instrument) =>
        Assert.Equal("/instrument", (await Nothing(server.Demand() with { Instrument = instrument })).Refused(400, "law-unknown-instrument").Field);

    [Fact]
    public async Task A_service_that_is_not_ours_is_refused() =>
        (await Nothing(server.Demand() with { Service = "cloud" })).Refused(400, "demands-unknown-service");

    [Fact]
    public async Task A_nonce_that_is_not_32_bytes_is_refused()
    {
        foreach (var nonce in (string[])["", "AAAA", Convert.ToBase64String(new byte[31]), Convert.ToBase64String(new byte[33]), new string('!', 44), new string('=', 44)])
            (await Nothing(server.Demand() with { Nonce = nonce })).Refused(400, "demands-nonce");
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var problem = (await Nothing(server.Demand() with { Reference = "", Service = "cloud", Nonce = "x", Items = [] })).AnyRefusal();

        string[] codes = [problem.Code, .. problem.Errors!.Select(e => e.Code)];
        Assert.Equal(["input-missing", "demands-unknown-service", "demands-nonce", "demands-items"], codes);
    }

    private FileDemandRequest Of(string kind, string value) =>
        server.Demand() with { Items = [new(new(kind, value), "subscriber", null, null)] };

    private Task<Reply> File(FileDemandRequest request) => server.FileRaw(RawRequests.Node(request).ToJsonString());

    private async Task<Reply> Nothing(FileDemandRequest request)
    {
        var refused = await Holdings.Unchanged(server, () => File(request));
        var lint = await server.Lint(RawRequests.Node(request).ToJsonString());
        Assert.Equal(refused.Text, lint.Text);
        return refused;
    }
}
