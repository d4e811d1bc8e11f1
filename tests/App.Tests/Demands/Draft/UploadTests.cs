using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Demands.Draft;

/// <summary>The signed paper: typed by its bytes, bounded, sealed at once, replaceable, and never half there.</summary>
public sealed class UploadTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // In two, or a scanner would take this file away.
    private const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    private readonly WritServer server = shared.Server;

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "program.pdf", "MZ\u0090 This program cannot be run in DOS mode", "The file's content, name and type must agree" },
        { "paper.exe", "%PDF-1.7", "The file's content, name and type must agree" },
        { "paper.png", "%PDF-1.7", "The file's content, name and type must agree" },
        { "paper", "%PDF-1.7", "The file's content, name and type must agree" },
        { "page.html", "<html><script>alert(1)</script>", "The file's content, name and type must agree" },
        { "eicar.pdf", Eicar, "EICAR test string" },
        { "eicar.pdf", "%PDF-1.7 " + Eicar, "EICAR test string" },
        { "ann\u202Efdp.exe.pdf", "%PDF-1.7", "Rename the file" },
        { "../../.pdf", "%PDF-1.7 x", "" },
        { new string('n', 300) + ".pdf", "%PDF-1.7", "Rename the file" },
        { "empty.pdf", "", "The instrument's file is empty" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_not_what_it_says_is_refused_beside_its_field_and_not_kept(string name, string content, string sentence)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var blobs = await server.Blobs();

        var page = await officer.File(draft, name, Encoding.Latin1.GetBytes(content));

        if (sentence.Length == 0)
        {
            Assert.Equal(HttpStatusCode.SeeOther, page.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(sentence, page.Body, StringComparison.Ordinal);
        Assert.Equal(blobs, await server.Blobs());
        Assert.Contains("Not begun", (await officer.Get(draft)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200_000)]
    [InlineData(8 * 1024 * 1024)]
    public async Task It_is_kept_sealed_shown_by_name_size_and_hash_and_replaced(int size)
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var content = new byte[size];
        "%PDF-1.7"u8.CopyTo(content);
        var blobs = await server.Blobs();

        Assert.Equal(draft + "/check", (await officer.File(draft, "C:\\papers\\warrant.pdf", content)).Location);

        var page = await officer.Get(draft + "/file");
        Assert.Contains("warrant.pdf", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("papers", page.Body, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content)), page.Body, StringComparison.Ordinal);
        Assert.Equal(blobs + 1, await server.Blobs());

        Assert.Equal(draft + "/check", (await officer.File(draft, "better.pdf", "%PDF-1.7 better"u8.ToArray())).Location);
        Assert.Equal(blobs + 1, await server.Blobs());
        Assert.Contains("better.pdf", (await officer.Get(draft + "/check")).Body, StringComparison.Ordinal);

        // Nothing chosen, or the same again: what is kept stays.
        Assert.Equal(draft + "/check", (await officer.Step(draft, "file")).Location);
        Assert.Equal(draft + "/check", (await officer.File(draft, "better.pdf", "%PDF-1.7 better"u8.ToArray())).Location);
        Assert.Equal(blobs + 1, await server.Blobs());
    }

    [Fact]
    public async Task A_file_too_large_is_refused_in_words_and_a_far_too_large_one_at_the_door()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var content = new byte[(8 * 1024 * 1024) + 1];
        "%PDF-1.7"u8.CopyTo(content);
        var page = await officer.File(draft, "warrant.pdf", content);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("larger than 8 MiB", page.Body, StringComparison.Ordinal);
        Assert.Contains("Not begun", (await officer.Get(draft)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_pdf_is_kept_and_the_officer_is_told()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var kept = await officer.File(draft, "locked.pdf", "%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"u8.ToArray());
        Assert.Equal(draft + "/file?said=uploaded", kept.Location);
        Assert.Contains("we cannot open it with a password", (await officer.Get(kept.Location!)).Body, StringComparison.Ordinal);
        Assert.Contains("/refusals/lint-file-locked", (await officer.Get(draft + "/check")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_tabs_that_upload_the_later_one_is_told_and_its_file_is_not_kept()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var old = OfficerDesk.Seen(await officer.Get(draft + "/file"));
        await officer.File(draft, "first.pdf", "%PDF-1.7 first"u8.ToArray());
        var blobs = await server.Blobs();

        var late = await officer.Upload(draft + "/file", draft + "/file", "second.pdf", "%PDF-1.7 second"u8.ToArray(), ("seen", old));

        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("first.pdf", late.Body, StringComparison.Ordinal);
        Assert.Equal(blobs, await server.Blobs());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_what_was_kept()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        await officer.File(draft, "kept.pdf", "%PDF-1.7 kept"u8.ToArray());
        var form = await officer.Get(draft + "/file");
        var blobs = await server.Blobs();
        var uri = new Uri(officer.Origin);
        var body = $"--b\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{form.Token}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.pdf\"\r\n\r\n%PDF-1.7 cut";
        var cookies = officer.Cookies.GetCookieHeader(uri);

        // The connection ends in the middle of what was announced.
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", uri.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {draft}/file HTTP/1.1\r\nHost: {uri.Authority}\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n{body}"));
        }

        // All announced bytes came, and the last part has no end.
        using var http = new HttpClient { BaseAddress = uri };
        using var request = new HttpRequestMessage(HttpMethod.Post, draft + "/file") { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        request.Headers.Add("Cookie", cookies);
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);

        Assert.Contains("kept.pdf", (await officer.Get(draft + "/file")).Body, StringComparison.Ordinal);
        Assert.Equal(blobs, await server.Blobs());
    }

    [Fact]
    public async Task The_script_is_allowed_on_this_page_alone()
    {
        using var officer = await server.Officer();
        var draft = await officer.Begin();
        var page = await officer.Get(draft + "/file");
        Assert.Contains("script-src 'self'", page.Policy, StringComparison.Ordinal);
        var script = page.Body.Split("<script type=\"module\" src=\"")[1].Split('"')[0];
        Assert.Contains("data-upload", (await officer.Get(script)).Body, StringComparison.Ordinal);
        foreach (var other in new[] { "", "/reference", "/items/new", "/check" })
        {
            var without = await officer.Get(draft + other);
            Assert.DoesNotContain("script-src", without.Policy, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", without.Body, StringComparison.Ordinal);
        }
    }
}
