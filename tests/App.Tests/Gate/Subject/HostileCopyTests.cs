using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.SignIn.ByMail;
using Writ.Base;

namespace Writ.App.Tests.Gate.Subject;

/// <summary>Who gets no copy, and what does not break one.</summary>
public sealed class HostileCopyTests
{
    [Fact]
    public async Task Another_s_copy_looks_as_if_it_never_was()
    {
        await using var house = await NoticeHouse.Open();
        using var owner = await house.Server.SignedInCustomer(0);
        using var other = await house.Server.SignedInCustomer(1);
        var at = await owner.ReadyCopy();
        var never = $"{CopyHouse.Home}/{SubjectRequestId.New()}";
        foreach (var below in (string[])["", "/file"])
        {
            var (others, none) = (await other.Get(at + below), await other.Get(never + below));
            Assert.Equal(HttpStatusCode.NotFound, others.Status);
            Assert.Equal(none.Body, others.Body);
        }

        Assert.DoesNotContain("10 March 2026, 12:00", (await other.Get(CopyHouse.Home)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await house.Server.Count("subject_download"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("sbj_0000000000000000'--")]
    [InlineData("..%2f..%2fsecret")]
    [InlineData("%3Cscript%3E")]
    public async Task An_id_that_is_none_is_not_found(string id)
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        foreach (var below in (string[])["", "/file"]) Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"{CopyHouse.Home}/{id}{below}")).Status);
    }

    [Fact]
    public async Task Officers_and_staff_can_neither_ask_nor_download()
    {
        await using var house = await NoticeHouse.Open();
        using var owner = await house.Server.SignedInCustomer(0);
        var at = await owner.ReadyCopy();
        var (staff, passkey) = await house.Server.SignedIn("reviewer");
        passkey.Dispose();
        using var officer = await house.Server.SignedInAs("officer");
        var entries = await house.Server.Count("record_entry");
        foreach (var wrong in (Reader[])[staff, officer])
        {
            foreach (var path in (string[])[CopyHouse.Home, at, $"{at}/file"]) Assert.Equal(HttpStatusCode.Forbidden, (await wrong.Get(path)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await wrong.Post("/account", CopyHouse.Home)).Status);
        }

        foreach (var path in (string[])[CopyHouse.Home, at, $"{at}/file"])
        {
            using var stranger = house.Reader();
            using var token = await stranger.Open(path, ("Authorization", $"Bearer {house.Server.TokenOf("everything")}"));
            Assert.StartsWith("/my/sign-in", token.Headers.Location?.ToString(), StringComparison.Ordinal);
            Assert.StartsWith("/my/sign-in", (await stranger.Get(path)).Location, StringComparison.Ordinal);
        }

        Assert.Equal(entries, await house.Server.Count("record_entry"));
        Assert.Equal(1, await house.Server.Count("subject_request"));
        Assert.Equal(0, await house.Server.Count("subject_download"));
        staff.Dispose();
    }

    [Fact]
    public async Task A_form_without_our_token_asks_for_nothing()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.Send(CopyHouse.Home, [], null)).Status);
        Assert.Equal(0, await server.Count("subject_request"));
    }

    [Fact]
    public async Task Pressing_twice_or_in_two_tabs_asks_once()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var token = (await reader.Get(CopyHouse.Home)).Token;
        var pressed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => reader.Send(CopyHouse.Home, [], token)));
        Assert.Single(pressed.Select(p => p.Location).Distinct());
        Assert.Equal(1, await server.Count("subject_request"));
        Assert.Equal(pressed[0].Location, await reader.AskForCopy());
        await Assert.ThrowsAnyAsync<Exception>(() => server.Sql(
            $"INSERT INTO subject_request SELECT 'sbj_0000000000000000', account_id, state, made_at, expires_at, ended_at, opening, records, entry_seq FROM subject_request"));
    }

    [Fact]
    public async Task A_sign_in_of_more_than_fifteen_minutes_ago_downloads_nothing_and_a_new_one_comes_back()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        await LinkTests.Ask(reader, house.Server.Customers[0].Email);
        var link = LinkTests.LinkIn(await LinkTests.Mail(house, 1));
        await reader.Post(link, link);
        var at = await reader.ReadyCopy();
        house.Server.Time.Now += TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1);

        var sent = await reader.Get($"{at}/file");
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        Assert.StartsWith("/my/sign-in?to=", sent.Location, StringComparison.Ordinal);
        Assert.Equal(0, await house.Server.Count("subject_download"));
        var page = await reader.Get(sent.Location!);
        Assert.Contains("sign in once more", page.Body, StringComparison.Ordinal);
        await reader.Send("/my/sign-in", [("mail", house.Server.Customers[0].Email), ("to", at)], page.Token);
        link = LinkTests.LinkIn(await LinkTests.Mail(house, 2));
        Assert.Equal(at, (await reader.Post(link, link)).Location);
        Assert.NotEmpty(await reader.Download(at));
    }

    [Fact]
    public async Task It_can_be_downloaded_five_times_and_not_from_another_site_or_ahead()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        foreach (var header in ((string, string)[])[("Sec-Fetch-Site", "cross-site"), ("Sec-Purpose", "prefetch")])
        {
            using var lured = await reader.Open($"{at}/file", header);
            Assert.Equal(at, lured.Headers.Location?.ToString());
        }

        for (var i = 0; i < 5; i++) Assert.NotEmpty(await reader.Download(at));
        Assert.Equal(at, (await reader.Get($"{at}/file")).Location);
        Assert.Contains("downloaded 5 times", (await reader.Get(at)).Body, StringComparison.Ordinal);
        Assert.Equal(at, await reader.AskForCopy());
        Assert.Equal(5, await server.Count("subject_download"));
    }

    [Fact]
    public async Task Until_its_entry_is_in_the_record_there_is_a_page_that_looks_again_and_no_file()
    {
        var valve = new Valve();
        await using var server = await WritServer.Start(probe: valve.Probe);
        using var reader = await server.SignedInCustomer(0);
        valve.Shut();
        var at = await reader.AskForCopy();
        var page = await reader.Get(at);
        Assert.Contains("being written into the record", page.Body, StringComparison.Ordinal);
        Assert.Equal($"3; url={at}", page.Refresh);
        Assert.Equal(at, (await reader.Get($"{at}/file")).Location);
        Assert.Contains("Being written down", (await reader.Get(CopyHouse.Home)).Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("subject_download"));
        valve.Open();
        Assert.Equal(at, await reader.ReadyCopy());
        Assert.NotEmpty(await reader.Download(at));
    }

    [Fact]
    public async Task After_its_time_the_same_address_gives_nothing_even_before_the_row_was_ended()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        await server.App.StopAsync();
        await server.Restart();
        server.Time.Now += TimeSpan.FromMinutes(46);
        using var again = await server.SignedInCustomer(0);
        Assert.Equal(at, (await again.Get($"{at}/file")).Location);
        Assert.Equal(0, await server.Count("subject_download"));
    }

    [Fact]
    public async Task A_record_that_cannot_be_opened_is_said_where_it_stands_and_the_others_are_there()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var account = server.Customers[0].Account;
        var at = await reader.ReadyCopy();
        await server.Sql($"UPDATE account_record SET body = x'00' WHERE id = (SELECT id FROM account_record WHERE account_id = '{account}' AND category = 'transaction' LIMIT 1)");
        var files = await reader.Download(at);
        var orders = files.Json("records/transaction.json").AsArray();

        Assert.Single(orders, o => o!["unopened"] is not null);
        Assert.Equal(server.Customers[0].Orders.Count - 1, orders.Count(o => o!["content"] is not null));
        Assert.Equal(1, files.Json("manifest.json")["unopened"]!.GetValue<int>());
        Assert.Contains("1 record could not be opened", files.Text("index.html"), StringComparison.Ordinal);
        Assert.Contains("This record could not be opened", files.Text("records/transaction.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_vault_refuses_and_a_record_that_is_gone_give_a_page_and_no_download()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var account = server.Customers[0].Account;
        var at = await reader.ReadyCopy();
        await server.Sql($"UPDATE account_record SET header = x'00' WHERE account_id = '{account}' AND category = 'subscriber'");
        var page = await reader.Get($"{at}/file");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("gate-copy-unopened", page.Body, StringComparison.Ordinal);
        await server.Sql($"DELETE FROM account_record WHERE account_id = '{account}' AND category = 'subscriber'");
        Assert.Contains("gate-copy-changed", (await reader.Get($"{at}/file")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("subject_download"));
        Assert.Equal(0, await server.Count("mail"));
    }

    [Fact]
    public async Task What_comes_in_after_the_asking_is_left_for_the_next_copy()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        var first = (await reader.Download(at)).Text("records/content.json");
        var account = server.Customers[0].Account;
        await server.Sql(
            $"INSERT INTO account_record (id, account_id, category, day, header, body) SELECT 'rec_0000000000000000', account_id, category, day, header, body FROM account_record WHERE account_id = '{account}' AND category = 'content' LIMIT 1");
        Assert.Equal(first, (await reader.Download(at)).Text("records/content.json"));
    }

    [Fact]
    public async Task More_records_than_one_download_can_carry_are_refused_in_words()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(0);
        var account = server.Customers[0].Account;
        await server.Sql(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8193) INSERT INTO account_record (id, account_id, category, day, header, body) SELECT printf('rec_%016d', i), '{account}', 'content', '2026-01-01', x'00', x'00' FROM n");
        var page = await reader.Post("/account", CopyHouse.Home);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("gate-copy-too-large", page.Body, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("subject_request"));
    }
}
