using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Gate.Notices.Mine;

/// <summary>A customer's pages: whose they are, and what they say.</summary>
public sealed class MyPagesTests
{
    private static readonly string[] Below = ["", "/letter", "/objection", "/objection/file", "/objection/check", "/objection/sent"];

    [Fact]
    public async Task Each_page_is_its_account_s_alone_and_another_s_looks_as_if_it_never_was()
    {
        await using var house = await NoticeHouse.Open();
        var notice = await Told(house);
        using var owner = await house.Server.SignedInCustomer(0);
        using var other = await house.Server.SignedInCustomer(1);
        foreach (var path in Below.Select(b => $"/my/notices/{notice}{b}"))
        {
            Assert.True((await owner.Get(path)).Status is HttpStatusCode.OK or HttpStatusCode.SeeOther, path);
            var (others, none) = (await other.Get(path), await other.Get(path.Replace(notice, Writ.Base.NoticeId.New().Text, StringComparison.Ordinal)));
            Assert.Equal(HttpStatusCode.NotFound, others.Status);
            Assert.Equal(none.Body, others.Body);
        }

        Assert.DoesNotContain(notice, (await other.Get("/my")).Body, StringComparison.Ordinal);
        foreach (var path in (string[])["", "/file", "/sending"])
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post("/my", $"/my/notices/{notice}/objection{path}", ("text", "Not mine."))).Status);
        Assert.Equal(0, await house.Server.Count("notice_objection") + await house.Server.Count("objection_draft"));
    }

    [Fact]
    public async Task Officers_and_staff_open_no_page_of_a_customer_nor_a_customer_theirs()
    {
        await using var house = await NoticeHouse.Open();
        var notice = await Told(house);
        var (staff, passkey) = await house.Server.SignedIn("reviewer");
        passkey.Dispose();
        using var officer = await house.Server.SignedInAs("officer");
        using var customer = await house.Server.SignedInCustomer(0);
        foreach (var path in Below.Select(b => $"/my/notices/{notice}{b}").Concat(["/my", "/my/data"]))
        {
            foreach (var wrong in (Reader[])[staff, officer])
            {
                var page = await wrong.Get(path);
                Assert.Equal(HttpStatusCode.Forbidden, page.Status);
                Assert.Contains("signin-page-not-yours", page.Body, StringComparison.Ordinal);
            }
        }

        foreach (var path in (string[])["", "/file", "/sending"])
            Assert.Equal(HttpStatusCode.Forbidden, (await staff.Post("/account", $"/my/notices/{notice}/objection{path}", ("text", "Not mine."))).Status);
        foreach (var path in (string[])["/officer", "/desk"]) Assert.Equal(HttpStatusCode.Forbidden, (await customer.Get(path)).Status);
        staff.Dispose();
    }

    [Fact]
    public async Task The_first_screen_says_who_what_given_until_when_and_what_to_do()
    {
        await using var house = await NoticeHouse.Open();
        var notice = await Told(house);
        using var reader = await house.Server.SignedInCustomer(0);
        var page = (await reader.Get($"/my/notices/{notice}")).Body;

        foreach (var words in (string[])["Agency of officer", "United States", "Nothing yet", "Tuesday 17 March 2026", "7 calendar days", "Object", "Get a lawyer", "Do nothing", "We cannot give legal advice", "/check", "Sample County Court"])
            Assert.Contains(words, page, StringComparison.Ordinal);
        var reference = (await house.SentTo(0))[0].Reference;
        Assert.Contains(reference, page, StringComparison.Ordinal);
        var letter = await reader.Get($"/my/notices/{notice}/letter");
        Assert.Contains(reference, letter.Body, StringComparison.Ordinal);
        Assert.Contains("Sample customer 1", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_answer_the_letters_say_what_was_given_and_the_first_leads_to_the_newest()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        await house.Decided(filed.Id);
        var before = (await house.SentTo(0))[0].Id.Text;
        house.Server.Time.Now = NoticeHouse.Over;
        await house.Released(filed.Id);
        await house.Quiet(filed.Id);
        using var reader = await house.Server.SignedInCustomer(0);
        var given = (await house.SentTo(0))[0].Id.Text;

        Assert.Contains($"/my/notices/{given}", (await reader.Get($"/my/notices/{before}")).Body, StringComparison.Ordinal);
        var page = (await reader.Get($"/my/notices/{given}")).Body;
        Assert.Contains("1 record", page, StringComparison.Ordinal);
        Assert.Contains("The permission to give this is entry", page, StringComparison.Ordinal);
        Assert.Contains("too late to object here", (await reader.Get($"/my/notices/{before}/objection")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gagged_demand_and_none_at_all_give_the_same_pages()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var (list, data) = ((await reader.Get("/my")).Body, (await reader.Get("/my/data")).Body);
        var filed = await house.File(gag: true);
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        Assert.Equal(1, await house.Server.Count("notice", "state = 'Held'"));

        Assert.Equal(list, (await reader.Get("/my")).Body);
        Assert.Equal(data, (await reader.Get("/my/data")).Body);
        var held = await house.Server.Text("SELECT id FROM notice");
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/my/notices/{held}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/my/notices/{held}/objection")).Status);

        // The words on what a list does not say stand there for those who have letters as well.
        await Told(house);
        Assert.Contains("all leave open whether somebody else has asked", (await reader.Get("/my")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ntc_0000000000000000'--")]
    [InlineData("%3Cscript%3E")]
    [InlineData("ntc_%E2%80%AE00000000000000")]
    public async Task An_id_that_is_none_is_not_found(string id)
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        foreach (var below in Below)
        {
            var page = await reader.Get($"/my/notices/{id}{below}");
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.DoesNotContain("<script>", page.Body.Replace("<script type=\"module\"", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    /// <summary>Asked about the first customer, decided, and told; the notice's id.</summary>
    internal static async Task<string> Told(NoticeHouse house)
    {
        var filed = await house.File();
        await house.Decided(filed.Id);
        return (await house.SentTo(0))[0].Id.Text;
    }
}
