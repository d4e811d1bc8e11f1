using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Radius;
using Writ.Store.Mail;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>Messages to browsers by the RFCs' own examples, and when they and mails go out.</summary>
public sealed class NotifyTests
{
    // RFC 8291, appendix A.
    private const string BrowserPoint = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private const string BrowserAuth = "BTBZMqHH6r4Tts7J_aSIgg";

    private static readonly PushSubscription Browser = new("https://push.example.net/one", BrowserPoint, BrowserAuth);

    [Fact]
    public void The_example_of_rfc_8291_comes_out_byte_for_byte()
    {
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw") });
        var message = WebPush.Encrypt(Bytes(BrowserPoint), Bytes(BrowserAuth), "When I grow up, I want to be a watermelon"u8, own, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(message));
    }

    [Fact]
    public void The_example_of_rfc_8292_is_written_alike_and_its_signature_holds()
    {
        const string Token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
        var key = Bytes("BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs");
        Assert.True(Vapid.Verify(Token, key));
        Assert.Equal(Token[..Token.LastIndexOf('.')], Vapid.Unsigned("https://push.example.net", 1453523768, "mailto:push@example.com"));
        Assert.False(Vapid.Verify(Token.Replace("eyJhdWQi", "eyJhdWQj", StringComparison.Ordinal), key));
    }

    [Fact]
    public void The_house_s_key_is_the_same_after_a_restart_and_signs_for_one_service()
    {
        using var first = new Vapid([.. Enumerable.Repeat((byte)7, 32)]);
        using var again = new Vapid([.. Enumerable.Repeat((byte)7, 32)]);
        using var other = new Vapid([.. Enumerable.Repeat((byte)8, 32)]);
        Assert.Equal(first.PublicKey, again.PublicKey);
        Assert.NotEqual(first.PublicKey, other.PublicKey);
        var now = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        var header = first.Authorization(new Uri("https://push.example.net/send/abc?x=1"), "https://writ.example.org", now);
        var token = header["vapid t=".Length..header.IndexOf(", k=", StringComparison.Ordinal)];
        Assert.True(Vapid.Verify(token, Bytes(first.PublicKey)));
        Assert.Equal(
            $"{{\"aud\":\"https://push.example.net\",\"exp\":{now.AddHours(12).ToUnixTimeSeconds()},\"sub\":\"https://writ.example.org\"}}", Encoding.UTF8.GetString(Bytes(token.Split('.')[1])));
    }

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc", true)]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc", true)]
    [InlineData("http://push.example.net/x", false)]
    [InlineData("https://push.example.net:8443/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://2130706433/x", false)]
    [InlineData("https://0x7f.1/x", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("https://db.internal/x", false)]
    [InlineData("https://printer.local/x", false)]
    [InlineData("https://intranet/x", false)]
    [InlineData("https://user:word@push.example.net/x", false)]
    [InlineData("https://push.example.net/x#y", false)]
    [InlineData("ftp://push.example.net/x", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("https://push.example.net/\r\nHost: other", false)]
    public void A_message_goes_by_https_to_a_name_on_the_usual_port(string? address, bool passes) => Assert.Equal(passes, PushAddress.IsPossible(address));

    [Fact]
    public void An_address_of_a_thousand_characters_is_the_longest()
    {
        const string Start = "https://push.example.net/";
        Assert.True(PushAddress.IsPossible(Start + new string('a', 1000 - Start.Length)));
        Assert.False(PushAddress.IsPossible(Start + new string('a', 1001 - Start.Length)));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:0a00:0001::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2606:4700::1111", true)]
    public void Only_what_is_routed_in_the_open_is_connected_to(string address, bool passes) => Assert.Equal(passes, PushAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData(201, "Taken")]
    [InlineData(404, "Gone")]
    [InlineData(410, "Gone")]
    [InlineData(400, "Gone")]
    [InlineData(301, "Gone")]
    [InlineData(429, "Later")]
    [InlineData(503, "Later")]
    public void What_a_push_service_answers_is_read_by_its_status(int status, string answer) => Assert.Equal(answer, PushDoor.AnswerOf((HttpStatusCode)status).ToString());

    [Fact]
    public async Task A_browser_near_is_told_that_there_is_something_new_and_nothing_else()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        await Square.Ok(square.Get<Subscribe>().On(Browser with { P256dh = Base64Url.EncodeToString(WebPush.Point(key.ExportParameters(false).Q)) }, square.Ben));
        _ = await square.Published(square.Ann, "Words of a post.", "crime", cell: "n44.3w88.5");
        await square.Office.Work();
        var (address, message, authorization) = Assert.Single(square.Door.Taken);
        Assert.Equal(Browser.Endpoint, address.AbsoluteUri);
        Assert.Equal("There is something new in your area", Encoding.UTF8.GetString(Decrypt(key, Bytes(BrowserAuth), message)));
        Assert.StartsWith("vapid t=", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_on_a_real_line_opens_the_message_and_checks_who_sent_it()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var vapid = new Vapid([.. Enumerable.Repeat((byte)7, 32)]);
        var point = WebPush.Point(key.ExportParameters(false).Q);
        foreach (var (status, answer) in new[] { (201, PushAnswer.Taken), (410, PushAnswer.Gone), (307, PushAnswer.Gone), (503, PushAnswer.Later) })
        {
            await using var receiver = await PushReceiver.Open(status);
            using var door = new PushDoor(receiver.Connect);
            var message = WebPush.Encrypt(point, Bytes(BrowserAuth), TellBrowsers.Words);
            var header = vapid.Authorization(receiver.Address, "https://writ.example.org", DateTimeOffset.UnixEpoch);
            Assert.Equal(answer, await door.Send(receiver.Address, message, header, default));
            var got = Assert.Single(receiver.Got);
            Assert.Equal(("POST", "/send/abc", "aes128gcm", "application/octet-stream", "86400", "low"), (got.Method, got.Path, got.Encoding, got.Type, got.Ttl, got.Urgency));
            Assert.Equal("There is something new in your area", Encoding.UTF8.GetString(Decrypt(key, Bytes(BrowserAuth), got.Body)));
            Assert.True(Vapid.Verify(got.Authorization["vapid t=".Length..got.Authorization.IndexOf(", k=", StringComparison.Ordinal)], Bytes(got.Authorization[(got.Authorization.IndexOf(", k=", StringComparison.Ordinal) + 4)..])));

            // Another browser's key opens nothing, and a changed message is none.
            using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            Assert.ThrowsAny<CryptographicException>(() => Decrypt(other, Bytes(BrowserAuth), got.Body));
            got.Body[^1] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Decrypt(key, Bytes(BrowserAuth), got.Body));
        }
    }

    [Fact]
    public async Task The_door_that_is_used_reaches_no_receiver_on_this_machine()
    {
        await using var receiver = await PushReceiver.Open(201);
        using var door = new PushDoor(PushAddress.Connect);
        Assert.Equal(PushAnswer.Later, await door.Send(receiver.Address, [1], "vapid", default));
        Assert.Empty(receiver.Got);
    }

    [Fact]
    public async Task A_browser_is_told_at_most_once_in_six_hours()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        await Square.Ok(square.Get<Subscribe>().On(Browser, square.Ben));
        async Task<int> After(TimeSpan wait)
        {
            square.Office.Now += wait;
            _ = await square.Published(square.Ann);
            await square.Office.Work();
            return square.Door.Taken.Count;
        }

        Assert.Equal(1, await After(TimeSpan.Zero));
        Assert.Equal(1, await After(TimeSpan.FromHours(6) - TimeSpan.FromTicks(1)));
        Assert.Equal(2, await After(TimeSpan.FromTicks(1)));
    }

    [Fact]
    public async Task Who_does_not_look_there_is_not_told_and_what_is_gone_is_forgotten()
    {
        await using var square = await Square.Open();
        await Square.No("feed-no-place", square.Get<Subscribe>().On(Browser, square.Ben));
        await square.Live(square.Ben, FeedReach.Cell);
        await Square.Ok(square.Get<Subscribe>().On(Browser, square.Ben));
        _ = await square.Published(square.Ann, cell: "n44.3w88.5");
        await square.Office.Work();
        Assert.Empty(square.Door.Taken);
        await Square.Ok(square.Get<Neighbors.Feed.Mute.MuteItem>().Mute("Category", "crime", square.Ben));
        _ = await square.Published(square.Ann, category: "crime");
        await square.Office.Work();
        Assert.Empty(square.Door.Taken);
        square.Door.Answer = PushAnswer.Gone;
        _ = await square.Published(square.Ann);
        await square.Office.Work();
        Assert.Single(square.Door.Taken);
        Assert.Empty(await square.All<FeedPush>());
    }

    [Fact]
    public async Task Five_browsers_are_told_one_of_them_once_and_one_press_ends_all()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        await square.Live(square.Ann);
        var browsers = square.Get<Subscribe>();
        await Square.No("feed-push-address", browsers.On(Browser with { Endpoint = "https://127.0.0.1/x" }, square.Ben));
        await Square.No("feed-push-keys", browsers.On(Browser with { Auth = "AAAA" }, square.Ben));
        await Square.No("feed-push-keys", browsers.On(Browser with { P256dh = Base64Url.EncodeToString(new byte[65]) }, square.Ben));
        await Square.No("feed-push-keys", browsers.On(Browser with { P256dh = "B" + new string('A', 86) }, square.Ben));
        await Square.No("feed-push-keys", browsers.On(Browser with { P256dh = "<>" }, square.Ben));
        for (var i = 0; i < 5; i++) await Square.Ok(browsers.On(Browser with { Endpoint = $"https://push.example.net/{i}" }, square.Ben));
        await Square.Ok(browsers.On(Browser with { Endpoint = "https://push.example.net/0" }, square.Ben));
        await Square.No("feed-push-many", browsers.On(Browser with { Endpoint = "https://push.example.net/5" }, square.Ben));

        // Another account at the same browser: it tells that one now.
        await Square.Ok(browsers.On(Browser with { Endpoint = "https://push.example.net/0" }, square.Ann));
        Assert.Equal(4, (await square.All<FeedPush>()).Count(p => p.Account == square.Ben.Account));
        await Square.Ok(browsers.Off(square.Ben));
        Assert.Equal(square.Ann.Account, Assert.Single(await square.All<FeedPush>()).Account);
        Assert.All(await square.All<FeedPush>(), p => Assert.True(p.Sealed.AsSpan().IndexOf("push.example.net"u8) < 0));
    }

    [Fact]
    public async Task A_mail_comes_only_where_there_is_something_new_and_repeats_no_post()
    {
        await using var square = await Square.Open();
        square.Book.Addresses[square.Ben.Account!.Value] = "ben@mail.example";
        await Square.No("feed-no-place", square.Get<SetPlace>().Mails("Daily", square.Ben));
        await square.Live(square.Ben);
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<SetPlace>().Mails("Daily", square.Ben));
        async Task<List<OutgoingMail>> After(TimeSpan wait)
        {
            square.Office.Now += wait;
            var key = square.Get<MailKey>();
            foreach (var job in await Writ.Store.Jobs.JobQueue.Due(square.Office.Store, square.Office.Now, 100))
            {
                if (job.Kind != "news-mail") continue;
                Assert.True((await square.Get<IEnumerable<Writ.Store.Jobs.IJobHandler>>().Single(h => h.Kind == job.Kind).Run(job.Subject, default)).Ok);
                _ = await Writ.Store.Jobs.JobQueue.Done(square.Office.Store, job);
            }

            var sent = new List<OutgoingMail>();
            foreach (var job in await Writ.Store.Jobs.JobQueue.Due(square.Office.Store, square.Office.Now, 100))
                if (job.Kind == MailQueue.JobKind) sent.Add((await MailQueue.Take(square.Office.Store, key, job.Subject)).Value!.Mail);
            return sent;
        }

        Assert.Empty(await After(TimeSpan.FromDays(1)));
        _ = await square.Published(square.Ann, "Words of a post that its author may delete.", "crime");
        _ = await square.Published(square.Ben, "Of their own they know.", "animal");
        Assert.Empty(await After(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1)));
        var mail = Assert.Single(await After(TimeSpan.FromTicks(1)));
        Assert.Equal("ben@mail.example", mail.To);
        Assert.Contains("Crime", mail.Text, StringComparison.Ordinal);
        foreach (var word in new[] { "Words of a post", "Lost or found", "n44.2", "44.2", "Neighbour " }) Assert.DoesNotContain(word, mail.Text + mail.Html + mail.Subject, StringComparison.Ordinal);

        // One press of the mail program's button, and none comes any more.
        var token = mail.Unsubscribe!["https://writ.example.org/feed/off/".Length..];
        foreach (var wrong in new[] { "", "x", token[1..], new string('0', 48), token.ToUpperInvariant() }) await Square.Ok(square.Get<StopMails>().Handle(wrong));
        Assert.Equal(DigestRhythm.Daily, (await square.All<FeedMember>()).Single(m => m.Account == square.Ben.Account).Mail);
        for (var i = 0; i < 2; i++) await Square.Ok(square.Get<StopMails>().Handle(token));
        _ = await square.Published(square.Ann, "Something else.", "crime");
        Assert.Single(await After(TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task By_itself_nobody_is_told_anything()
    {
        await using var square = await Square.Open();
        await square.Live(square.Ben);
        square.Book.Addresses[square.Ben.Account!.Value] = "ben@mail.example";
        _ = await square.Published(square.Ann);
        square.Office.Now += TimeSpan.FromDays(8);
        await square.Office.Work();
        Assert.Empty(square.Door.Taken);
        Assert.DoesNotContain(await Writ.Store.Jobs.JobQueue.Due(square.Office.Store, square.Office.Now, 100), j => j.Kind == MailQueue.JobKind);
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    // As a browser does it.
    private static byte[] Decrypt(ECDiffieHellman key, byte[] auth, byte[] message)
    {
        var (salt, sender) = (message[..16], message[21..86]);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = sender[1..33], Y = sender[33..] } });
        var ikm = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key.DeriveRawSecretAgreement(theirs.PublicKey), 32, auth, [.. "WebPush: info\0"u8, .. WebPush.Point(key.ExportParameters(false).Q), .. sender]);
        using var aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        var plain = new byte[message.Length - 86 - 16];
        aes.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()), message.AsSpan(86, plain.Length), message.AsSpan(86 + plain.Length), plain);
        Assert.Equal(2, plain[^1]);
        return plain[..^1];
    }
}
