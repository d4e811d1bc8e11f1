using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.Store.Mail;

namespace Writ.App.Tests.SignIn.ByMail;

/// <summary>A customer signs in with a link by mail, and nobody else learns or gets anything by it.</summary>
public sealed partial class LinkTests
{
    private const string Known = "sample-customer-1@example.org";

    [Fact]
    public async Task Asked_mailed_pressed_and_in()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        Assert.Equal("/my/sign-in/sent", (await Ask(reader, "  Sample-Customer-1@EXAMPLE.org ")).Location);
        var sent = await reader.Get("/my/sign-in/sent");
        var mail = await Mail(house, 1);

        Assert.Equal(Known, mail.To);
        Assert.Contains(Code().Match(sent.Body).Value, mail.Text, StringComparison.Ordinal);
        var page = await reader.Get(LinkIn(mail));
        Assert.Contains("Press the button", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", page.Policy, StringComparison.Ordinal);
        Assert.Equal("/my", (await reader.Send(LinkIn(mail), [], page.Token)).Location);
        Assert.Contains("Who asked about me", (await reader.Get("/my")).Body, StringComparison.Ordinal);
        Assert.Contains("A link by mail", (await reader.Get("/account")).Body, StringComparison.Ordinal);
        Assert.Equal(1, await house.Server.Count("person", "kind = 'Customer'"));
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_bytes_and_the_unknown_gets_no_mail()
    {
        await using var house = await NoticeHouse.Open();
        var (known, unknown) = (await Exchange(house, Known), await Exchange(house, "sample-customer-x@example.org"));

        Assert.Equal(known.Answer, unknown.Answer);
        Assert.Equal(known.Page, unknown.Page);
        Assert.Equal(known.Page.Length, unknown.Page.Length);
        await Quiet(house);
        Assert.Equal(Known, Assert.Single(house.Post.Taken).Mail.To);

        // What is written before the answer is alike too, and nothing of the address is left after it.
        Assert.Equal(2, await house.Server.Count("sign_in_ask", "sealed IS NULL"));
        Assert.Equal(2, await house.Server.Count("sign_in_ask"));
        Assert.Equal(0, await house.Server.Count("person", "kind = 'Customer'"));
    }

    [Fact]
    public async Task No_address_of_anybody_lies_readable_in_the_database_while_it_waits()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => MailRefusals.Unreachable;
        using var reader = house.Reader();
        await Ask(reader, Known);
        await Ask(reader, "nobody.of.ours@example.net");
        var bytes = LiveFiles.Of(Path.GetDirectoryName(house.Server.Folder.Database)!).Select(f => System.Text.Encoding.Latin1.GetString(f.Bytes)).ToList();

        Assert.Contains(bytes, b => b.Contains("sign_in_ask", StringComparison.Ordinal));
        Assert.DoesNotContain(bytes, b => b.Contains("nobody.of.ours", StringComparison.OrdinalIgnoreCase) || b.Contains(Known, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_link_works_once()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await Ask(reader, Known);
        var link = LinkIn(await Mail(house, 1));
        var token = (await reader.Get(link)).Token;
        Assert.Equal("/my", (await reader.Send(link, [], token)).Location);

        // Pressed twice, or gone back to: they are in.
        Assert.Equal("/my", (await reader.Get(link)).Location);
        await reader.Post("/account", "/sign-out");
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/my/sign-in", link)).Status);
        Assert.StartsWith("/my/sign-in", (await reader.Get("/my")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetching_a_link_as_mail_scanners_do_changes_nothing()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        using var scanner = house.Reader();
        await Ask(reader, Known);
        var link = LinkIn(await Mail(house, 1));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await scanner.Get(link)).Status);
        Assert.Equal(0, await house.Server.Count("person_session"));
        Assert.Equal("/my", (await reader.Post(link, link)).Location);
    }

    [Fact]
    public async Task Another_browser_gets_no_session_and_spends_nothing()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        using var thief = house.Reader();
        await Ask(reader, Known);
        await Ask(thief, "thief@example.net");
        var link = LinkIn(await Mail(house, 1));

        var page = await thief.Get(link);
        Assert.Contains("Open this link where you asked for it", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<button type=\"submit\" class=\"button\"", page.Body, StringComparison.Ordinal);
        var refused = await thief.Post("/my/sign-in", link);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("signin-mail-link-elsewhere", refused.Body, StringComparison.Ordinal);
        Assert.Null(thief.SessionCookie);
        Assert.Equal("/my", (await reader.Post(link, link)).Location);
    }

    [Fact]
    public async Task After_fifteen_minutes_it_is_over_and_unknown_links_give_the_same_answer()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await Ask(reader, Known);
        var link = LinkIn(await Mail(house, 1));
        house.Server.Time.Now += TimeSpan.FromMinutes(15);
        var (expired, unknown) = (await reader.Get(link), await reader.Get("/my/link/" + new string('0', 26)));

        Assert.Equal(HttpStatusCode.NotFound, expired.Status);
        Assert.Equal(unknown.Body, expired.Body);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/my/sign-in", link)).Status);
        foreach (var odd in (string[])["x", "..%2f..", new string('0', 4000), "%E2%80%AE"])
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Get("/my/link/" + odd)).Status);
    }

    [Fact]
    public async Task A_second_link_ends_with_the_first_and_the_mails_to_one_address_are_few()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal("/my/sign-in/sent", (await Ask(reader, Known)).Location);
            house.Server.Time.Now += TimeSpan.FromSeconds(1);
        }

        await Quiet(house);
        Assert.Equal(3, house.Post.Taken.Count);

        var (first, second) = (LinkIn(house.Post.Taken[0].Mail), LinkIn(house.Post.Taken[1].Mail));
        Assert.Equal("/my", (await reader.Post(first, first)).Location);
        await reader.Post("/account", "/sign-out");
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(second)).Status);

        house.Server.Time.Now += TimeSpan.FromMinutes(16);
        await Ask(reader, Known);
        await Quiet(house);
        Assert.Equal(4, house.Post.Taken.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("a@b")]
    [InlineData("<script>alert(1)</script>@example.org, x")]
    [InlineData("victim@example.org\r\nBcc: other@example.org")]
    public async Task What_is_no_address_is_said_beside_the_field_and_kept(string typed)
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        var page = await Ask(reader, typed);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Type a mail address", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, await house.Server.Count("sign_in_ask"));
    }

    [Fact]
    public async Task It_leads_back_to_where_they_were_and_nowhere_else()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        Assert.Equal("/my/sign-in?to=%2Fmy%2Fdata", (await reader.Get("/my/data")).Location);
        await Ask(reader, Known, "/my/data");
        var link = LinkIn(await Mail(house, 1));
        Assert.Equal("/my/data", (await reader.Post(link, link)).Location);

        using var lured = house.Reader();
        await Ask(lured, "sample-customer-2@example.org", "//evil.example");
        link = LinkIn(await Mail(house, 2));
        Assert.Equal("/my", (await lured.Post(link, link)).Location);
    }

    [Fact]
    public async Task A_link_needs_our_own_form_and_an_ended_customer_gets_none()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await Ask(reader, Known);
        var link = LinkIn(await Mail(house, 1));
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.Send(link, [], null)).Status);
        (await house.Server.SignedInCustomer(0)).Dispose();
        await house.Server.Sql("UPDATE person SET ended_at = 1, ended_by = 'test' WHERE kind = 'Customer'");
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Post(link, link)).Status);
    }

    [Fact]
    public async Task A_mail_that_is_not_the_contact_we_write_to_gets_no_link()
    {
        await using var house = await NoticeHouse.Open();
        await house.Reach(0, new Writ.Sources.Accounts.Contact("moved@example.org", null, []));
        using var reader = house.Reader();
        await Ask(reader, Known);
        await Quiet(house);
        Assert.Empty(house.Post.Taken);
    }

    [Fact]
    public async Task What_was_typed_when_a_session_ended_comes_back_after_the_link()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        using var passkey = reader.NewPasskey();
        Assert.Equal("/account/devices?said=device-added", (await reader.AddDevice(passkey, "Phone")).Location);
        var device = await reader.Device("Phone");
        var token = (await reader.Get(device)).Token;
        house.Server.Time.Now += TimeSpan.FromHours(13);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Send(device + "/name", [("name", "Kept")], token, site: "same-origin")).Status);
        Assert.Equal("/my", (await reader.SignIn(passkey, "/my/sign-in", "/my")).Location);
    }

    [Fact]
    public async Task The_mail_is_approved()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await Ask(reader, Known);
        var mail = await Mail(house, 1);
        string Fixed(string text) => text.Replace(reader.Origin, "http://localhost:8080", StringComparison.Ordinal)
            .Replace(LinkIn(mail), "/my/link/TOKEN", StringComparison.Ordinal).Replace(Code().Match(mail.Text).Value, "ABC-DEF", StringComparison.Ordinal);

        Assert.Equal("Your link to sign in", mail.Subject);
        Assert.Equal("sign-in", mail.About);
        Approved.Equal("SignIn/ByMail/link-mail.approved.txt", Fixed(mail.Text));
        Approved.Equal("SignIn/ByMail/link-mail.approved.html", Fixed(mail.Html));
    }

    internal static Task<Page> Ask(Reader reader, string mail, string to = "") => reader.Post("/my/sign-in", "/my/sign-in", ("mail", mail), ("to", to));

    internal static string LinkIn(OutgoingMail mail) => Link().Match(mail.Text).Value;

    /// <summary>The so-manyth mail that went out.</summary>
    internal static async Task<OutgoingMail> Mail(NoticeHouse house, int number)
    {
        while (house.Post.Taken.Count < number) await Task.Delay(20);
        return house.Post.Taken[number - 1].Mail;
    }

    /// <summary>Waits until every ask was looked at, and every mail is settled.</summary>
    private static async Task Quiet(NoticeHouse house)
    {
        while (await house.Server.Count("sign_in_ask", "sealed IS NOT NULL") + await house.Server.Count("mail", "state = 'Owed'") > 0) await Task.Delay(20);
    }

    /// <summary>Every byte of the answer and of the page after it, but for what is random for everybody.</summary>
    private static async Task<(string Answer, string Page)> Exchange(NoticeHouse house, string address)
    {
        using var reader = house.Reader();
        var answer = await Ask(reader, address);
        var page = await reader.Get(answer.Location!);
        return ($"{answer.Status} {answer.Location} {answer.Body} {answer.Policy} {answer.SetCookies.Count}", Code().Replace(page.Body, "CODE") + page.Policy);
    }

    [GeneratedRegex("/my/link/[0-9a-z]{26}")]
    private static partial Regex Link();

    [GeneratedRegex("\\b[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}\\b")]
    private static partial Regex Code();
}
