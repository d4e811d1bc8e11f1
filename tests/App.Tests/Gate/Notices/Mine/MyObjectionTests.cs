using System.Net;
using System.Text;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Objecting;

namespace Writ.App.Tests.Gate.Notices.Mine;

/// <summary>Writing an objection: step by step, once, in time; and whatever else people and strangers send.</summary>
public sealed class MyObjectionTests
{
    private static readonly byte[] Pdf = "%PDF-1.4 a paper"u8.ToArray();

    private static readonly string Eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    [Fact]
    public async Task Written_attached_checked_sent_once()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        Assert.Equal($"{at}/file", (await reader.Post(at, at, ("text", "They mean somebody else.\nI was away."))).Location);
        Assert.Equal($"{at}/check", (await reader.Upload($"{at}/file", $"{at}/file", "C:\\papers\\court.pdf", Pdf)).Location);
        var check = await reader.Get($"{at}/check");
        Assert.Contains("They mean somebody else.\nI was away.", check.Body, StringComparison.Ordinal);
        Assert.Contains("court.pdf", check.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("papers", check.Body, StringComparison.Ordinal);

        Assert.Equal($"{at}/sent", (await reader.Send($"{at}/sending", [], check.Token)).Location);
        Assert.Equal($"{at}/sent", (await reader.Send($"{at}/sending", [], check.Token)).Location);
        Assert.Contains("Your objection is sent", (await reader.Get($"{at}/sent")).Body, StringComparison.Ordinal);

        // Going back is harmless.
        foreach (var path in (string[])["", "/file", "/check"]) Assert.Equal($"{at}/sent", (await reader.Get(at + path)).Location);
        Assert.Equal($"{at}/sent", (await reader.Send(at, [("text", "Again.")], check.Token)).Location);
        Assert.Equal(1, await house.Server.Count("notice_objection"));
        Assert.Equal(0, await house.Server.Count("objection_draft"));
        var notice = (await house.SentTo(0))[0];
        Assert.Equal(("open", "court.pdf"), (notice.Objection!.State, notice.Objection.FileName));
        Assert.Contains("We are looking at your objection", (await reader.Get(at[..^"/objection".Length])).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_that_send_at_once_make_one_objection()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        await reader.Post(at, at, ("text", "No."));
        var token = (await reader.Get($"{at}/check")).Token;
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reader.Send($"{at}/sending", [], token)));
        Assert.All(sent, page => Assert.Equal($"{at}/sent", page.Location));
        Assert.Equal(1, await house.Server.Count("notice_objection"));
    }

    [Fact]
    public async Task Saved_for_later_it_is_there_after_a_restart_and_lies_sealed()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        Assert.Equal($"{at[..^"/objection".Length]}?said=draft-saved", (await reader.Post(at, at, ("text", "Half a thought-7731"), ("then", "later"))).Location);
        Assert.Contains("Go on with your objection", (await reader.Get(at[..^"/objection".Length])).Body, StringComparison.Ordinal);
        Assert.Contains("Half a thought-7731", (await reader.Get(at)).Body, StringComparison.Ordinal);
        Assert.Equal("0", await house.Server.Text("SELECT COUNT(*) FROM objection_draft WHERE instr(words, CAST('7731' AS BLOB)) > 0"));
        Assert.Equal(0, await house.Server.Count("notice_objection"));
    }

    [Fact]
    public async Task Too_much_or_nothing_is_said_beside_the_field_with_what_was_typed()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        Assert.Contains("Say why you object", (await reader.Post(at, at, ("text", "  "))).Body, StringComparison.Ordinal);
        var page = await reader.Post(at, at, ("text", new string('a', Objections.MostText) + "zz"));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("aazz</textarea>", page.Body, StringComparison.Ordinal);
        Assert.Equal($"{at}/file", (await reader.Post(at, at, ("text", new string('ß', Objections.MostText)))).Location);
    }

    [Fact]
    public async Task Hostile_words_and_names_are_only_words()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        const string Hostile = "</textarea><script>alert(1)</script>\u202Eevil\u202C '; DROP TABLE notice; -- 👩‍👩‍👧";
        await reader.Post(at, at, ("text", Hostile));
        await reader.Upload($"{at}/file", $"{at}/file", "a<img src=x>.pdf", Pdf);
        foreach (var path in (string[])["", "/file", "/check"])
        {
            // Bodies come decoded; a script that is text stands between the marks of the page's own text.
            using var raw = new HttpClient(new SocketsHttpHandler { CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
            var body = await raw.GetStringAsync(at + path);
            Assert.DoesNotContain("<script", body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x>", body, StringComparison.Ordinal);
        }

        await reader.Post($"{at}/check", $"{at}/sending");
        Assert.Equal(Hostile, (await house.SentTo(0))[0].Objection!.Text);
    }

    [Theory]
    [InlineData("virus.pdf", true, "gate-objection-infected")]
    [InlineData("notes.txt", false, "gate-objection-file")]
    [InlineData("picture.png", false, "gate-objection-file")]
    [InlineData("no-ending", false, "gate-objection-file")]
    public async Task A_file_that_will_not_do_is_refused_and_the_text_stays(string name, bool infected, string code)
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        await reader.Post(at, at, ("text", "My reasons."));
        var page = await reader.Upload($"{at}/file", $"{at}/file", name, infected ? [.. Pdf, .. Encoding.ASCII.GetBytes(Eicar)] : Pdf);
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(code == "gate-objection-infected" ? "mark of malware" : "Attach a PDF, PNG or JPEG", page.Body, StringComparison.Ordinal);
        Assert.Equal(1, await house.Server.Count("objection_draft", "file IS NULL"));
        Assert.Contains("My reasons.", (await reader.Get(at)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bare_test_virus_a_locked_paper_and_one_too_large_are_refused()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        await reader.Post(at, at, ("text", "My reasons."));
        Assert.Contains("mark of malware", (await reader.Upload($"{at}/file", $"{at}/file", "eicar.com", Encoding.ASCII.GetBytes(Eicar))).Body, StringComparison.Ordinal);
        Assert.Contains("locked with a password", (await reader.Upload($"{at}/file", $"{at}/file", "a.pdf", [.. Pdf, .. "\ntrailer << /Encrypt 5 0 R >>"u8])).Body, StringComparison.Ordinal);
        var large = await reader.Upload($"{at}/file", $"{at}/file", "a.pdf", [.. Pdf, .. new byte[Objections.MostBytes]]);
        Assert.Contains("at most 8 MiB", large.Body, StringComparison.Ordinal);
        Assert.Equal(1, await house.Server.Count("objection_draft", "file IS NULL"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_loses_nothing()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        await reader.Post(at, at, ("text", "My reasons."));
        await reader.Upload($"{at}/file", $"{at}/file", "first.pdf", Pdf);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
        using var stop = new CancellationTokenSource();
        using var broken = new StreamContent(new BreaksOff(stop));
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        broken.Headers.ContentLength = 100_000;
        await Assert.ThrowsAnyAsync<Exception>(() => http.PostAsync($"{at}/file", broken, stop.Token));

        var check = (await reader.Get($"{at}/check")).Body;
        Assert.Contains("My reasons.", check, StringComparison.Ordinal);
        Assert.Contains("first.pdf", check, StringComparison.Ordinal);
        Assert.Equal($"{at}/file", (await reader.Post($"{at}/file", $"{at}/file", ("remove", "1"))).Location);
        Assert.DoesNotContain("first.pdf", (await reader.Get($"{at}/check")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_end_every_step_says_so_and_shows_what_was_typed()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        reader.Dispose();
        using (var early = await house.Server.SignedInCustomer(0)) await early.Post(at, at, ("text", "Saved in time."));
        house.Server.Time.Now = NoticeHouse.Over;
        using var late = await house.Server.SignedInCustomer(0);
        foreach (var path in (string[])["", "/file", "/check"])
        {
            var page = (await late.Get(at + path)).Body;
            Assert.Contains("too late to object here", page, StringComparison.Ordinal);
            Assert.Contains("Saved in time.", page, StringComparison.Ordinal);
        }

        Assert.Contains("Typed too late.", (await late.Post("/account", at, ("text", "Typed too late."))).Body, StringComparison.Ordinal);
        Assert.Contains("too late to object here", (await late.Post("/account", $"{at}/sending")).Body, StringComparison.Ordinal);
        Assert.Equal(0, await house.Server.Count("notice_objection"));

        house.Server.Time.Now += TimeSpan.FromDays(8);
        while (await house.Server.Count("objection_draft") > 0) await Task.Delay(20);
    }

    [Fact]
    public async Task Nothing_is_taken_without_our_own_form()
    {
        await using var house = await NoticeHouse.Open();
        var (reader, at) = await Begin(house);
        using var held = reader;
        foreach (var path in (string[])["", "/file", "/sending"])
            Assert.Equal(HttpStatusCode.BadRequest, (await reader.Send(at + path, [("text", "Forged.")], token: null)).Status);
        Assert.Equal(0, await house.Server.Count("objection_draft") + await house.Server.Count("notice_objection"));
    }

    private static async Task<(Reader Reader, string Objection)> Begin(NoticeHouse house)
    {
        var notice = await MyPagesTests.Told(house);
        return (await house.Server.SignedInCustomer(0), $"/my/notices/{notice}/objection");
    }

    /// <summary>A file of which the connection breaks after the first bytes.</summary>
    private sealed class BreaksOff(CancellationTokenSource stop) : MemoryStream(new byte[4096])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0) await stop.CancelAsync();
            return read;
        }
    }
}
