using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Gate.Notices.Mine;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Tests.Gate.Subject;

/// <summary>What a copy holds, and what is kept of it.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task It_holds_every_record_of_the_person_and_of_nobody_else()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var files = await reader.Download(await reader.ReadyCopy());
        var own = house.Server.Customers[0];

        Assert.Equal(own.Email, files.Json("records/subscriber.json")[0]!["content"]!["email"]!.GetValue<string>());
        Assert.Equal(
            own.Orders.Order(), files.Json("records/transaction.json").AsArray().Select(o => o!["content"]!["order-number"]!.GetValue<string>()).Order());
        Assert.Equal(await house.Server.Count("account_record", $"account_id = '{own.Account}'"), files.Json("manifest.json")["records"]!.GetValue<long>());
        var page = files.Text("records/transaction.html");
        Assert.All(own.Orders, order => Assert.Contains(order, page, StringComparison.Ordinal));
        Assert.Contains(own.Email, files.Text("index.html"), StringComparison.Ordinal);
        Assert.Equal(own.Email, files.Json("account.json")["reached"]!["mail"]!.GetValue<string>());
        foreach (var other in house.Server.Customers.Skip(1))
        {
            foreach (var (name, content) in files)
                Assert.False(Encoding.UTF8.GetString(content).Contains(other.Email, StringComparison.Ordinal), $"{name} holds what is of {other.Number}");
        }
    }

    [Fact]
    public async Task The_manifest_names_every_file_with_its_hash_and_size()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var files = await reader.Download(await reader.ReadyCopy());
        var listed = files.Json("manifest.json")["files"]!.AsArray().ToDictionary(f => f!["name"]!.GetValue<string>(), f => f!);

        Assert.Equal(files.Keys.Where(n => n != "manifest.json").Order(), listed.Keys.Order());
        foreach (var (name, file) in listed)
        {
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[name])), file["sha256"]!.GetValue<string>());
            Assert.Equal(files[name].Length, file["size"]!.GetValue<long>());
        }
    }

    [Fact]
    public async Task Its_pages_load_nothing_and_run_nothing()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var files = await reader.Download(await reader.ReadyCopy());
        foreach (var name in files.Keys.Where(n => n.EndsWith(".html", StringComparison.Ordinal)))
        {
            var page = files.Text(name);
            Assert.DoesNotMatch(new Regex("<(script|link|img|iframe|object)\\b|@font-face|@import|url\\((?!\"?data:)", RegexOptions.IgnoreCase), page);
            Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
            foreach (Match link in Regex.Matches(page, "href=\"([^\"#]+)\""))
            {
                var target = new Uri(new Uri($"http://zip/{name}"), link.Groups[1].Value);
                Assert.True(files.ContainsKey(target.AbsolutePath.TrimStart('/')), $"{name} links to {link.Groups[1].Value}");
            }
        }
    }

    [Fact]
    public async Task Its_opening_is_that_of_an_entry_in_the_public_record()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        var files = await reader.Download(at);
        var opening = AuthorisationOpening.FromJson(files["record/opening.json"]).Value;
        var proof = TlogProof.Parse(files.Text("record/entry.tlog-proof")).Value;

        Assert.Equal("subject", opening.Record.Ground);
        Assert.Equal(at, $"{CopyHouse.Home}/{opening.Record.Asked}");
        Assert.Equal(files.Json("manifest.json")["entry"]!.GetValue<long>(), proof.Index);
        Assert.Equal(1, await house.Server.Count("record_entry", $"hex(bytes) = '{Convert.ToHexString(opening.Leaf())}'"));
    }

    [Fact]
    public async Task A_letter_that_was_sent_is_in_it_and_one_that_is_barred_is_not()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var told = await MyPagesTests.Told(house);
        var at = await reader.ReadyCopy();
        var before = await reader.Download(at);
        var reference = (await house.SentTo(0))[0].Reference;
        Assert.Equal(reference, before.Json("letters.json")[0]!["reference"]!.GetValue<string>());
        Assert.Contains(reference, before.Text("index.html"), StringComparison.Ordinal);
        Assert.NotEmpty(told);

        var filed = await house.File(gag: true, items: house.Server.Item(0, "content"));
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        Assert.Equal(1, await house.Server.Count("notice", "state = 'Held'"));
        var after = await reader.Download(at);

        // The proof grows with the log, and the manifest names it.
        foreach (var name in before.Keys.Where(n => n is not ("manifest.json" or "record/entry.tlog-proof"))) Assert.Equal(before.Text(name), after.Text(name));
    }

    [Fact]
    public async Task After_its_time_only_that_it_happened_is_kept()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        await reader.Download(at);
        house.Server.Time.Now += TimeSpan.FromMinutes(46);
        while (await house.Server.Count("subject_request", "state = 'Open'") > 0) await Task.Delay(20);

        Assert.Equal(1, await house.Server.Count("subject_request", "opening IS NULL AND records IS NULL AND entry_seq IS NULL AND ended_at IS NOT NULL"));
        using var again = await house.Server.SignedInCustomer(0);
        Assert.Contains("The time of this copy is over", (await again.Get(at)).Body, StringComparison.Ordinal);
        Assert.Contains("10 March 2026, 12:00 UTC", (await again.Get(CopyHouse.Home)).Body, StringComparison.Ordinal);
        Assert.Equal(at, (await again.Get($"{at}/file")).Location);
        Assert.Equal(1, await house.Server.Count("subject_download"));
        Assert.NotEqual(at, await again.AskForCopy());
    }

    [Fact]
    public async Task Each_download_is_written_down_and_a_mail_tells_of_it()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        var at = await reader.ReadyCopy();
        Assert.Contains("It has not been downloaded yet", (await reader.Get(at)).Body, StringComparison.Ordinal);
        await house.MailsSent();
        Assert.Empty(house.Post.Taken);
        await reader.Download(at);
        await house.MailsSent();

        var mail = Assert.Single(house.Post.Taken).Mail;
        Assert.Equal(house.Server.Customers[0].Email, mail.To);
        Assert.Equal(at, $"{CopyHouse.Home}/{mail.About}");
        string Fixed(string text) => text.Replace(new Uri(reader.Origin).Authority, "localhost:8080", StringComparison.Ordinal);
        Approved.Equal("Gate/Subject/copy-mail.approved.txt", Fixed(mail.Text));
        Approved.Equal("Gate/Subject/copy-mail.approved.html", Fixed(mail.Html));
        while (await house.Server.Count("subject_download", "whole_at IS NOT NULL") == 0) await Task.Delay(20);
        foreach (var page in (string[])[at, CopyHouse.Home])
        {
            var body = (await reader.Get(page)).Body;
            Assert.Contains("10 March 2026, 12:00 UTC", body, StringComparison.Ordinal);
            Assert.DoesNotContain("not to its end", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_of_the_records_lies_in_the_data_folder_afterwards()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = await house.Server.SignedInCustomer(0);
        await reader.Download(await reader.ReadyCopy());
        await house.MailsSent();
        foreach (var (path, bytes) in LiveFiles.Of(house.Server.Folder.Root))
            Assert.True(bytes.AsSpan().IndexOf("Sample Street"u8) < 0, $"{path} holds a record in the clear");
    }

    [Fact]
    public async Task An_account_without_a_record_gets_a_copy_and_one_entry_all_the_same()
    {
        await using var server = await WritServer.Start();
        var (_, reader) = await server.Newcomer();
        using var ends = reader;
        var before = await server.Count("record_entry");
        var files = await reader.Download(await reader.ReadyCopy());
        Assert.Equal(before + 1, await server.Count("record_entry"));
        Assert.Contains("We keep no record about this account", files.Text("index.html"), StringComparison.Ordinal);
        Assert.Equal(0, files.Json("manifest.json")["records"]!.GetValue<int>());
        Assert.DoesNotContain(files.Keys, name => name.StartsWith("records/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_is_shown_as_what_it_is_and_nothing_in_it_acts()
    {
        await using var server = await WritServer.Start();
        const string Script = "<script>alert(1)</script><!--records-->\u202e";
        byte[] bytes = [0xff, 0xfe, 0x00, 0x80];
        var (_, reader) = await server.Newcomer(
            ("content", CopyHouse.Day, Encoding.UTF8.GetBytes(new JsonObject { [Script] = Script }.ToJsonString())),
            ("content", CopyHouse.Day, Encoding.UTF8.GetBytes(Script)),
            ("content", CopyHouse.Day, bytes),
            ("content", CopyHouse.Day, "{\"half\":\"\\ud800\"} "u8.ToArray()),
            ("content", CopyHouse.Day, "{\"open\":"u8.ToArray()),
            ("content", CopyHouse.Day, []),
            ("content", CopyHouse.Day, Encoding.UTF8.GetBytes(new string('x', 100_000))));
        using var ends = reader;
        var files = await reader.Download(await reader.ReadyCopy());
        var data = files.Json("records/content.json").AsArray();

        Assert.Equal(7, data.Count);
        Assert.Single(data, r => r!["content"]?[Script]?.GetValue<string>() == Script);
        Assert.Single(data, r => r!["text"]?.GetValue<string>() == Script);
        Assert.Single(data, r => r!["bytes"]?.GetValue<string>() == Convert.ToBase64String(bytes));
        Assert.Single(data, r => r!["text"]?.GetValue<string>().Length == 100_000);
        var page = files.Text("records/content.html");
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.DoesNotContain("xxxxxxxxxx", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(7, Regex.Count(page, "Number of this record"));
    }
}
