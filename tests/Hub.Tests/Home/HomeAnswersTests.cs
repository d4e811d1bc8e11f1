using System.Net;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Hub.Home;

namespace Writ.Hub.Tests.Home;

/// <summary>Giving from the pages at home: the hub carries, for the owner alone, what belongs to giving and nothing else.</summary>
public sealed class HomeAnswersTests : HomeHouse
{
    private static readonly string Grant = GrantId.New().Text;

    [Fact]
    public async Task What_an_owners_page_asks_about_giving_is_handed_on_word_for_word()
    {
        var owner = LetIn(HomeRole.Owner);
        var (request, ask) = (RequestId.New(), PassingId.New());
        foreach (var (method, path) in new[]
        {
            ("GET", $"recipients/{request}"), ("GET", "grants"), ("POST", "grants"), ("POST", $"grants/{Grant}/withdraw"), ("POST", $"grants/{Grant}/ask-deletion"),
            ("POST", $"grants/{Grant}/messages"), ("POST", $"grants/{Grant}/close-contact"), ("POST", $"grants/{Grant}/asks/{ask}/refuse"), ("GET", $"grants/{Grant}/receipt"),
            ("GET", $"grants/{Grant}/deletion-receipt"),
        })
        {
            There.Asked.Clear();
            Assert.Equal(204, (await Ask(owner, method, $"/answers/{path}", method == "POST" ? "{}"u8.ToArray() : null)).Status);
            Assert.Equal($"{method} home/answers/{path}", Assert.Single(There.Asked));
        }

        There.Sent.Clear();
        await Ask(owner, "GET", $"/answers/recipients/{request}?ask={ask}&more=1");
        Assert.Contains($"home/answers/recipients/{request}?ask={ask} ", Assert.Single(There.Sent), StringComparison.Ordinal);
        There.Otherwise = (HttpStatusCode.Gone, """{"code":"gate-grant-over","detail":"It is over."}""");
        var over = await Ask(owner, "POST", $"/answers/grants/{Grant}/withdraw");
        Assert.Equal((410, "gate-grant-over"), (over.Status, over.Code));
    }

    [Fact]
    public async Task A_sealed_file_goes_through_and_stays_nowhere()
    {
        var file = RandomNumberGenerator.GetBytes(3 * 1024 * 1024);
        Assert.Equal(204, (await Ask(LetIn(HomeRole.Owner), "PUT", $"/answers/grants/{Grant}/file", file)).Status);
        Assert.Contains(Convert.ToBase64String(file), There.Sent[^1], StringComparison.Ordinal);
        foreach (var kept in Directory.EnumerateFiles(Shelf.Root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
            Assert.True(File.ReadAllBytes(kept).AsSpan().IndexOf(file.AsSpan(1000, 64)) < 0, kept);
        There.Gone = true;
        var lost = await Ask(LetIn(HomeRole.Owner), "PUT", $"/answers/grants/{Grant}/file", file);
        Assert.Equal((503, "hub-server-unreachable"), (lost.Status, lost.Code));
    }

    [Fact]
    public async Task Nobody_else_is_carried_for_and_nothing_else_is_carried()
    {
        var (owner, member) = (LetIn(HomeRole.Owner), LetIn(HomeRole.Member));
        There.Asked.Clear();
        foreach (var (method, path) in new[] { ("GET", "grants"), ("POST", "grants"), ("POST", $"grants/{Grant}/withdraw"), ("GET", $"recipients/{RequestId.New()}") })
        {
            var refused = await Ask(member, method, $"/answers/{path}");
            Assert.Equal((403, "sources-not-the-owner"), (refused.Status, refused.Code));
            Assert.Equal(401, (await Ask(null, method, $"/answers/{path}")).Status);
        }

        Assert.Equal(403, (await Ask(owner, "POST", $"/answers/grants/{Grant}/withdraw", null, r => r.Headers.Remove("RequestVerificationToken"))).Status);
        foreach (var (method, path) in new[]
        {
            ("GET", "recipients/rqs_x"), ("GET", $"recipients/{RequestId.New()}?ask=x"), ("POST", "grants/..%2F..%2Fstate/withdraw"), ("POST", $"grants/{Grant}%2Fwithdraw/withdraw"),
            ("POST", $"grants/{Grant}/asks/x/refuse"), ("PUT", $"grants/x/file"), ("DELETE", $"grants/{Grant}"), ("GET", $"grants/{Grant}"), ("GET", $"grants/{Grant}/file"), ("GET", "state"),
        }) Assert.Equal(404, (await Ask(owner, method, $"/answers/{path}", method is "GET" or "DELETE" ? null : [1])).Status);
        Assert.Equal(400, (await Ask(owner, "POST", "/answers/grants", new byte[(768 * 1024) + 1])).Status);
        Assert.Equal(400, (await Ask(owner, "PUT", $"/answers/grants/{Grant}/file")).Status);
        Assert.Equal(413, (await Ask(owner, "PUT", $"/answers/grants/{Grant}/file", [1], r => (r.Content, r.Headers.ExpectContinue) = (new Announced(), true))).Status);
        Assert.Empty(There.Asked);
    }

    [Fact]
    public async Task The_page_of_what_was_given_leads_to_the_companys_site_and_an_answers_page_has_what_seals()
    {
        var owner = LetIn(HomeRole.Owner);
        Assert.Contains("data-site=\"https://writ.invalid\"", (await Get(owner, "grants")).Text, StringComparison.Ordinal);
        var seal = (await Get(owner, "answer")).Text.Split("data-seal=\"")[1].Split('"')[0];
        Assert.Contains("sealGrant", (await Ask(owner, "GET", seal)).Text, StringComparison.Ordinal);
        var request = RequestId.New();
        Assert.Equal($"requests/{request}.json", Encoding.UTF8.GetString((await Ask(owner, "GET", $"/requests/{request}.json")).Bytes));
        Assert.Equal(404, (await Ask(owner, "GET", "/requests/rqs_x.json")).Status);
        Assert.Equal(401, (await Ask(null, "GET", $"/requests/{request}.json")).Status);
    }

    /// <summary>Says that more comes than may, and sends nothing of it.</summary>
    private sealed class Announced : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new InvalidOperationException("Refused before the first byte");

        protected override bool TryComputeLength(out long length)
        {
            length = HomeAnswers.MostFile + 1;
            return true;
        }
    }
}
