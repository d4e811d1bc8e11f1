using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base.Sealing;

namespace Writ.App.Tests.Agencies.Keys;

/// <summary>An officer's keys on their pages: proved, registered, revoked; nobody else's, and never a private half.</summary>
public sealed class KeyPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string List = "/officer/keys";

    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task A_key_that_is_proved_to_be_held_is_registered()
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();

        var answer = await Prove(reader, key, "Work laptop");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, await server.Count("officer_key", $"thumbprint = '{key.Public.Thumbprint}' AND made_in = 'browser' AND proved_at IS NOT NULL AND name = 'Work laptop'"));
        var page = await reader.Get(List);
        Assert.Contains("Work laptop", page.Body, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", page.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_by_another_key_for_another_officer_or_too_late_registers_nothing()
    {
        var reader = await Officer();
        var other = await Officer("other-officer");
        using var key = PrivateKey.Generate();
        using var thief = PrivateKey.Generate();
        var before = await server.Count("officer_key", "1 = 1");
        var challenge = await Challenge(reader);
        var right = Answer(key, challenge);

        Refused(await Made(reader, key, challenge, Answer(thief, challenge)));
        Refused(await Made(reader, thief, challenge, right));
        Refused(await Made(reader, key, challenge, Convert.ToBase64String(new byte[32])));
        Refused(await Made(reader, key, challenge, string.Empty));
        Refused(await Made(reader, key, challenge, "no base64"));
        Refused(await Made(reader, key, challenge with { Text = string.Empty }, right));
        Refused(await Made(reader, key, challenge with { Text = "AAAA" + challenge.Text[4..] }, right));
        Refused(await Made(reader, key, challenge with { Text = Convert.ToBase64String(new byte[300]) }, right));
        Refused(await Made(reader, key, await Challenge(reader), right));

        // The challenge of one officer, answered rightly, in the session of another.
        Refused(await Made(other, key, challenge, right));
        server.Time.Now += TimeSpan.FromMinutes(10);
        Refused(await Made(reader, key, challenge, right));
        Assert.Equal(before, await server.Count("officer_key", "1 = 1"));
    }

    [Fact]
    public async Task A_challenge_answered_twice_registers_once()
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();
        var challenge = await Challenge(reader);
        var proof = Answer(key, challenge);

        Assert.Equal(HttpStatusCode.OK, (await Made(reader, key, challenge, proof)).Status);
        Assert.Contains("agencies-key-taken", (await Made(reader, key, challenge, proof)).Body, StringComparison.Ordinal);
        Assert.Equal(1, await server.Count("officer_key", $"thumbprint = '{key.Public.Thumbprint}'"));
    }

    [Fact]
    public async Task Every_module_that_the_pages_load_is_there_under_its_hash_and_no_other_is()
    {
        var reader = await Officer();
        var demand = (await server.Answer((await server.File()).Id)).Id;
        var wanted = new Queue<string>();
        var seen = new HashSet<string>();
        foreach (var page in (string[])[List, $"/officer/demands/{demand}/production"])
        {
            var body = (await reader.Get(page)).Body;
            foreach (Match match in Regex.Matches(body, "<script[^>]*>")) wanted.Enqueue(Regex.Match(match.Value, "^<script type=\"module\" src=\"([^\"]+)\">$").Groups[1].Value);
        }

        while (wanted.TryDequeue(out var address))
        {
            if (!seen.Add(address)) continue;
            using var answer = await server.Http.GetAsync(address.TrimStart('/'));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal((200, "text/javascript"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12], address, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write", text);
            foreach (Match match in Regex.Matches(text, " from \"([^\"]+)\"")) wanted.Enqueue(match.Groups[1].Value);
        }

        Assert.Equal(12, seen.Count);
        Assert.Equal(404, (int)(await server.Http.GetAsync("assets/scripts/open-page.000000000000.mjs")).StatusCode);
        Assert.Equal(404, (int)(await server.Http.GetAsync("assets/scripts/open-page.mjs")).StatusCode);
    }

    [Fact]
    public async Task A_form_that_no_script_answered_says_so()
    {
        var reader = await Officer();
        var page = await reader.Post(List, List, ("name", "Laptop"));
        Assert.Equal(422, (int)page.Status);
        Assert.Contains("The page’s script did not run", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_half_of_a_key_file_is_registered_as_a_line_and_as_pem()
    {
        var reader = await Officer();
        using var line = PrivateKey.Generate();
        using var pem = PrivateKey.Generate();

        var first = await File(reader, Convert.ToBase64String(line.Public.Spki));
        var again = await File(reader, Convert.ToBase64String(line.Public.Spki));
        var second = await File(reader, pem.Public.ToPem());

        Assert.All([first, again, second], page => Assert.Equal((303, $"{List}?said=registered"), ((int)page.Status, page.Location)));
        Assert.Equal(2, await server.Count("officer_key", $"thumbprint IN ('{line.Public.Thumbprint}', '{pem.Public.Thumbprint}') AND made_in = 'file' AND proved_at IS NULL"));
    }

    [Fact]
    public async Task A_private_half_is_refused_and_not_sent_back()
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();
        var der = Convert.ToBase64String(key.ExportPkcs8());
        foreach (var text in (string[])[key.ExportPem(), der, "x\n" + key.ExportPem()])
        {
            var page = await File(reader, text);
            Assert.Equal(400, (int)page.Status);
            Assert.Contains("This is the private half of a key", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(der[60..100], page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_no_key_is_refused_beside_the_field_and_kept()
    {
        var reader = await Officer();
        using var rsa = RSA.Create(2048);
        using var p384 = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        foreach (var text in (string[])["", "hello", "<script>alert(1)</script>", new string('A', 10_000), "\u202eMFkw", rsa.ExportSubjectPublicKeyInfoPem(), Convert.ToBase64String(p384.ExportSubjectPublicKeyInfo())])
        {
            var page = await File(reader, text);
            Assert.Equal(400, (int)page.Status);
            Assert.Contains("Paste the line that writ key new printed", page.Body, StringComparison.Ordinal);
            Assert.Contains("value=\"Safe\"", page.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\u202eb")]
    [InlineData("a\u0007b")]
    [InlineData("00000000000000000000000000000000000000000")]
    public async Task A_name_that_will_not_do_is_said_beside_the_field(string name)
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();
        Assert.Equal(400, (int)(await File(reader, Convert.ToBase64String(key.Public.Spki), name)).Status);
        Assert.Equal(400, (int)(await Prove(reader, key, name)).Status);
        Assert.Equal(0, await server.Count("officer_key", $"thumbprint = '{key.Public.Thumbprint}'"));
    }

    [Fact]
    public async Task A_name_with_markup_stays_text()
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();
        Assert.Equal(303, (int)(await File(reader, Convert.ToBase64String(key.Public.Spki), "<img src=x> 👮")).Status);
        Assert.Contains("&lt;img src=x&gt;", await Raw(reader, List), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_wants_a_reason_is_recorded_once_and_may_be_sent_twice()
    {
        var reader = await Officer();
        using var key = PrivateKey.Generate();
        await File(reader, Convert.ToBase64String(key.Public.Spki));
        var address = $"{List}/{key.Public.Thumbprint}";

        var unsaid = await reader.Post(address, address + "/revocation");
        var free = await reader.Post(address, address + "/revocation", ("reason", "Detective Sample lost it"));
        Assert.All([unsaid, free], page => Assert.Equal(400, (int)page.Status));
        Assert.Contains("Choose why the key is revoked", unsaid.Body, StringComparison.Ordinal);
        var token = (await reader.Get(address)).Token;
        var first = await reader.Send(address + "/revocation", [("reason", "lost")], token);
        var second = await reader.Send(address + "/revocation", [("reason", "replaced")], token);

        Assert.All([first, second], page => Assert.Equal((303, $"{List}?said=revoked"), ((int)page.Status, page.Location)));
        Assert.Contains("Revoked ", (await reader.Get(address)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Revoke this key", (await reader.Get(address)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_officers_key_is_one_that_never_was()
    {
        var reader = await Officer();
        var other = await Officer("other-officer");
        using var key = PrivateKey.Generate();
        await File(reader, Convert.ToBase64String(key.Public.Spki));
        var token = (await other.Get(List)).Token;

        foreach (var print in (string[])[key.Public.Thumbprint, new string('0', 64), "x"])
        {
            Assert.Equal(404, (int)(await other.Get($"{List}/{print}")).Status);
            Assert.Equal(404, (int)(await other.Send($"{List}/{print}/revocation", [("reason", "lost")], token)).Status);
        }

        Assert.Equal(1, await server.Count("officer_key", $"thumbprint = '{key.Public.Thumbprint}' AND revoked_at IS NULL"));
        Assert.DoesNotContain(key.Public.Thumbprint[..16], (await other.Get(List)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_and_strangers_find_no_keys_here()
    {
        var (staff, _) = await server.SignedIn();
        using var stranger = new Reader(server);
        foreach (var path in (string[])[List, List + "/file", $"{List}/{new string('0', 64)}"])
        {
            Assert.Equal(403, (int)(await staff.Get(path)).Status);
            var page = await stranger.Get(path);
            Assert.Equal(302, (int)page.Status);
            Assert.Contains("/sign-in", page.Location, StringComparison.Ordinal);
        }

        staff.Dispose();
    }

    private static void Refused(Page page)
    {
        Assert.Equal(422, (int)page.Status);
        Assert.Contains("agencies-key-unproved", page.Body, StringComparison.Ordinal);
    }

    private static string Answer(PrivateKey key, Asked asked) =>
        Convert.ToBase64String(PossessionProof.Answer(key, PublicKey.Parse(asked.PublicKey).Value, asked.Nonce, asked.Subject));

    private static async Task<Asked> Challenge(Reader reader)
    {
        var page = await reader.Post(List, List + "/challenge");
        var json = JsonDocument.Parse(page.Body).RootElement;
        return new Asked(
            json.GetProperty("challenge").GetString()!, json.GetProperty("nonce").GetBytesFromBase64(), json.GetProperty("publicKey").GetBytesFromBase64(),
            json.GetProperty("subject").GetString()!);
    }

    private static Task<Page> Made(Reader reader, PrivateKey key, Asked asked, string proof, string name = "Laptop") => reader.Post(
        List, List + "/made", ("name", name), ("publicKey", Convert.ToBase64String(key.Public.Spki)), ("challenge", asked.Text), ("proof", proof));

    private static async Task<Page> Prove(Reader reader, PrivateKey key, string name)
    {
        var challenge = await Challenge(reader);
        return await Made(reader, key, challenge, Answer(key, challenge), name);
    }

    private static Task<Page> File(Reader reader, string text, string name = "Safe") =>
        reader.Post(List + "/file", List + "/file", ("name", name), ("publicKey", text));

    private static async Task<string> Raw(Reader reader, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = reader.Cookies }) { BaseAddress = new Uri(reader.Origin) };
        return await http.GetStringAsync(path);
    }

    private async Task<Reader> Officer(string name = "officer") => await server.OfficerSignedIn(name);

    private sealed record Asked(string Text, byte[] Nonce, byte[] PublicKey, string Subject);
}
