using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Witnesses;

namespace Writ.Verify.Tests.Vectors;

/// <summary>The parts keys, checkpoints, proofs, cosignatures and promises of docs/spec/record-vectors.json. All keys in them are known to everyone.</summary>
internal sealed class NoteVectors : IDisposable
{
    public const string Origin = "record.example/writ";

    private const string Malformed = "ledger-note-malformed";

    private const string Unsigned = "ledger-note-unsigned";

    private const string BadSignature = "ledger-note-bad-signature";

    private readonly SigningKey log = SigningKey.FromSeed(Origin, Fixed("log"));
    private readonly SigningKey other = SigningKey.FromSeed(Origin, Fixed("other"));
    private readonly SigningKey elsewhere = SigningKey.FromSeed("elsewhere.example", Fixed("elsewhere"));
    private readonly SigningKey promises = SigningKey.FromSeed(Promises.KeyNameFor(Origin), Fixed("promises"));
    private readonly CosigningKey one = new("one.example", Fixed("one"));
    private readonly CosigningKey two = new("two.example", Fixed("two"));

    public static byte[] Fixed(string label) => SHA256.HashData(Encoding.UTF8.GetBytes($"writ.record-vectors/{label}"));

    public void Dispose()
    {
        foreach (var key in (IDisposable[])[log, other, elsewhere, promises, one, two]) key.Dispose();
    }

    public IEnumerable<JsonObject> Keys()
    {
        JsonObject One(string name, string vkey, bool fits) => new() { ["name"] = name, ["vkey"] = vkey, ["says"] = fits ? "ok" : "ledger-vkey-malformed" };
        var (good, witness) = (log.Verifier.ToString(), one.Verifier.ToString());
        var parts = good.Split('+', 3);
        yield return One("a log's key", good, true);
        yield return One("a log's key and a line's end", good + "\n", true);
        yield return One("a witness's key, which is no log's", witness, false);
        yield return One("nothing", "", false);
        yield return One("two line's ends", good + "\n\n", false);
        yield return One("a carriage return", good + "\r\n", false);
        yield return One("a space before", " " + good, false);
        yield return One("a letter wrong in the id", $"{parts[0]}+{(parts[1][0] == '0' ? '1' : '0')}{parts[1][1..]}+{parts[2]}", false);
        yield return One("a letter wrong in the key", $"{parts[0]}+{parts[1]}+{parts[2][..^2]}{(parts[2][^2] == 'A' ? 'E' : 'A')}{parts[2][^1]}", false);
        yield return One("a letter wrong in the name", "s" + good[1..], false);
        yield return One("an id in capitals", $"{parts[0]}+{parts[1].ToUpperInvariant()}X+{parts[2]}", false);
        yield return One("no name", $"+{parts[1]}+{parts[2]}", false);
        yield return One("two parts", $"{parts[0]}+{parts[1]}", false);
        foreach (var (name, letter) in new[] { ("a space", ' '), ("a no-break space", '\u00a0'), ("an ideographic space", '\u3000'), ("a line separator", '\u2028'), ("a next line", '\u0085'), ("a delete", '\u007f'), ("a replacement character", '\ufffd') })
            yield return One($"{name} in the name", Vkey($"a{letter}b", 1, log.Verifier.PublicKey.ToArray()), false);
        yield return One("a byte order mark in the name, which is no space", Vkey("a\ufeffb", 1, log.Verifier.PublicKey.ToArray()), true);
        yield return One("a name of 255 characters", Vkey(new string('a', 255), 1, log.Verifier.PublicKey.ToArray()), true);
        yield return One("a name of 256 characters", Vkey(new string('a', 256), 1, log.Verifier.PublicKey.ToArray()), false);
        yield return One("another algorithm", Vkey(Origin, 2, log.Verifier.PublicKey.ToArray()), false);
        yield return One("31 bytes", Vkey(Origin, 1, log.Verifier.PublicKey[..31].ToArray()), false);
        yield return One("33 bytes", Vkey(Origin, 1, [.. log.Verifier.PublicKey, 0]), false);
    }

    public IEnumerable<JsonObject> Checkpoints()
    {
        var vkey = log.Verifier.ToString();
        JsonObject One(string name, string note, string says, string? key = null) => new() { ["name"] = name, ["vkey"] = key ?? vkey, ["note"] = note, ["says"] = says };
        var text = new Checkpoint(Origin, 7, Fixed("root")).ToText();
        var note = log.SignNote(text);
        var line = note[(text.Length + 1)..];
        var strange = elsewhere.SignNote(text)[(text.Length + 1)..];
        var wrong = other.SignNote(text)[(text.Length + 1)..];
        var spoilt = Spoilt(line);
        yield return One("a checkpoint", note, "ok");
        yield return One("of an empty log", log.SignNote(new Checkpoint(Origin, 0, SHA256.HashData([])).ToText()), "ok");
        yield return One("with a stranger's signature before its own", $"{text}\n{strange}{line}", "ok");
        yield return One("with a witness's cosignature", note + one.Cosign(text, 1_767_600_000), "ok");
        yield return One("with a false signature of a stranger", $"{text}\n{Spoilt(strange)}{line}", "ok");
        yield return One("with another key of the same name", $"{text}\n{wrong}{line}", "ok");
        yield return One("signed twice by its key", note + line, "ok");
        yield return One("with 64 signatures", $"{text}\n{string.Concat(Enumerable.Repeat(strange, 63))}{line}", "ok");

        yield return One("with a false signature of its key", $"{text}\n{spoilt}", BadSignature);
        yield return One("with a true and then a false signature of its key", note + spoilt, BadSignature);
        yield return One("with a false and then a true signature of its key", $"{text}\n{spoilt}{line}", BadSignature);
        yield return One("with a signature of its key that is a byte short", $"{text}\n{Shorter(line)}", BadSignature);
        yield return One("with the signature under another text", log.SignNote(new Checkpoint(Origin, 8, Fixed("root")).ToText())[..(text.Length + 1)] + line, BadSignature);
        yield return One("signed by strangers only", $"{text}\n{strange}", Unsigned);
        yield return One("signed by another key of the same name only", $"{text}\n{wrong}", Unsigned);
        yield return One("of another log, signed by this one's key", log.SignNote(new Checkpoint("elsewhere.example", 7, Fixed("root")).ToText()), Unsigned);

        yield return One("nothing", "", Malformed);
        yield return One("without an empty line", text + line, Malformed);
        yield return One("without a signature", text + "\n", Malformed);
        yield return One("without the last line's end", note[..^1], Malformed);
        yield return One("with another dash", note.Replace("— ", "- ", StringComparison.Ordinal), Malformed);
        yield return One("with two spaces after the name", note.Replace($"— {Origin} ", $"— {Origin}  ", StringComparison.Ordinal), Malformed);
        yield return One("with a third word in the signature", note[..^1] + " x\n", Malformed);
        yield return One("with a plus in a stranger's name", $"{text}\n{strange.Replace("elsewhere.example", "else+where", StringComparison.Ordinal)}{line}", Malformed);
        yield return One("with an ideographic space in a stranger's name", $"{text}\n{strange.Replace("elsewhere.example", "else\u3000where", StringComparison.Ordinal)}{line}", Malformed);
        yield return One("with a stranger's signature of four bytes", $"{text}\n— elsewhere.example AAAAAA==\n{line}", Malformed);
        yield return One("with a stranger's signature in base64 of another spelling", $"{text}\n— elsewhere.example AAAAAAAAAB==\n{line}", Malformed);
        yield return One("with 65 signatures", $"{text}\n{string.Concat(Enumerable.Repeat(strange, 64))}{line}", Malformed);
        yield return One("with carriage returns", note.Replace("\n", "\r\n", StringComparison.Ordinal), Malformed);
        yield return One("with a tab in its text", $"{text[..^1]}\t\n\n{line}", Malformed);
        yield return One("with a nought byte in its text", $"{text[..^1]}\0\n\n{line}", Malformed);

        foreach (var (name, body) in new[]
        {
            ("with an extension line", text + "extension\n"), ("of two lines", $"{Origin}\n7\n"), ("with a leading zero", text.Replace("\n7\n", "\n07\n", StringComparison.Ordinal)),
            ("with a sign", text.Replace("\n7\n", "\n+7\n", StringComparison.Ordinal)), ("of size two to the 63", text.Replace("\n7\n", "\n9223372036854775808\n", StringComparison.Ordinal)),
            ("of no size", text.Replace("\n7\n", "\n\n", StringComparison.Ordinal)), ("with a root of 31 bytes", $"{Origin}\n7\n{Convert.ToBase64String(Fixed("root").AsSpan(0, 31))}\n"),
            ("of an empty log with another root", $"{Origin}\n0\n{Convert.ToBase64String(Fixed("root"))}\n"), ("with a space in its origin", text.Replace("record", "rec ord", StringComparison.Ordinal)),
            ("with a root in base64 without padding", text[..^2] + "\n"),
        }) yield return One(name, log.SignNote(body), "ledger-checkpoint-malformed");
    }

    /// <summary>Receipts: only the program reads them.</summary>
    public IEnumerable<JsonObject> Proofs()
    {
        byte[][] entries = [[.. "{}"u8], [.. "two"u8], [.. "three"u8]];
        var hashes = entries.Select(entry => Rfc6962.Leaf(entry)).ToArray();
        var pair = SHA256.HashData([1, .. hashes[0], .. hashes[1]]);
        var checkpoint = new Checkpoint(Origin, 3, SHA256.HashData([1, .. pair, .. hashes[2]]));
        var note = log.SignNote(checkpoint.ToText());
        var cosigned = note + one.Cosign(checkpoint.ToText(), 1_767_600_000) + two.Cosign(checkpoint.ToText(), 1_767_600_001);
        string Of(long index, params byte[][] path) => TlogProof.Write(new InclusionProof(index, 3, path), note);
        JsonObject One(string name, string proof, string says, int entry = 1, string policy = "quorum none\n") => new()
        {
            ["name"] = name, ["vkey"] = log.Verifier.ToString(), ["policy"] = policy, ["entry"] = Convert.ToHexStringLower(entries[entry]), ["proof"] = proof, ["says"] = says,
        };
        var good = Of(1, hashes[0], hashes[2]);
        var both = $"witness a {one.Verifier}\nwitness b {two.Verifier}\ngroup g all a b\nquorum g\n";
        yield return One("a receipt", good, "ok");
        yield return One("of the last entry", Of(2, pair), "ok", 2);
        yield return One("with the quorum", good[..^note.Length] + cosigned, "ok", policy: both);
        yield return One("without the quorum", good, "ledger-quorum-missing", policy: both);
        yield return One("with one witness of two", good[..^note.Length] + note + one.Cosign(checkpoint.ToText(), 1), "ledger-quorum-missing", policy: both);
        yield return One("with a witness's line twice in the place of two", good[..^note.Length] + note + one.Cosign(checkpoint.ToText(), 1) + one.Cosign(checkpoint.ToText(), 2), "ledger-quorum-missing", policy: both);
        yield return One("of another entry", good, "ledger-proof-false", 2);
        yield return One("of another place", good.Replace("index 1", "index 0", StringComparison.Ordinal), "ledger-proof-false");
        yield return One("of a place beyond the log", good.Replace("index 1", "index 3", StringComparison.Ordinal), "ledger-proof-false");
        yield return One("with a hash too few", Of(1, hashes[0]), "ledger-proof-false");
        yield return One("with a hash too many", Of(1, hashes[0], hashes[2], hashes[2]), "ledger-proof-false");
        yield return One("with hashes exchanged", Of(1, hashes[2], hashes[0]), "ledger-proof-false");
        yield return One("with a false signature", good[..^note.Length] + Spoilt(note), BadSignature);
        yield return One("with a true and then a false signature", good + Spoilt(note)[(checkpoint.ToText().Length + 1)..], BadSignature);
        yield return One("of another version", good.Replace("@v1", "@v2", StringComparison.Ordinal), "ledger-proof-malformed");
        yield return One("with an index spelt otherwise", good.Replace("index 1", "index 01", StringComparison.Ordinal), "ledger-proof-malformed");
        yield return One("with a hash of 31 bytes", good.Replace(Convert.ToBase64String(hashes[0]), Convert.ToBase64String(hashes[0].AsSpan(0, 31)), StringComparison.Ordinal), "ledger-proof-malformed");
        yield return One("cut", good[..30], "ledger-proof-malformed");
        yield return One("with carriage returns", good.Replace("\n", "\r\n", StringComparison.Ordinal), "ledger-proof-malformed");
    }

    /// <summary>Only the program reads them.</summary>
    public IEnumerable<JsonObject> Cosigned()
    {
        var text = new Checkpoint(Origin, 7, Fixed("root")).ToText();
        var note = log.SignNote(text);
        var (a, b) = (one.Cosign(text, 1_767_600_000), two.Cosign(text, 1_767_600_001));
        var far = one.Cosign(text, 253_402_300_800);
        JsonObject One(string name, string text, string says, params string[] by) => new()
        {
            ["name"] = name, ["vkeys"] = new JsonArray(log.Verifier.ToString(), one.Verifier.ToString(), two.Verifier.ToString()), ["note"] = text, ["says"] = says,
            ["by"] = new JsonArray([.. by.Select(witness => (JsonNode)witness)]),
        };
        yield return One("two witnesses", note + a + b, "ok", "one.example 1767600000", "two.example 1767600001");
        yield return One("one", note + b, "ok", "two.example 1767600001");
        yield return One("none", note, "ok");
        yield return One("one, twice, at two times", note + a + one.Cosign(text, 1_767_600_009), "ok", "one.example 1767600000");
        yield return One("a time of the year 10000", note + far, "ok");
        yield return One("over another checkpoint", note + one.Cosign(text.Replace("\n7\n", "\n8\n", StringComparison.Ordinal), 1_767_600_000), BadSignature);
        yield return One("a time that was changed", note + OtherTime(a), BadSignature);
        yield return One("a true one and then a false one of one witness", note + a + Spoilt(a), BadSignature);
        yield return One("a true one of one witness and a false one of the other", note + a + Spoilt(b), BadSignature);
        yield return One("without a time", note + Shorter(a, 8), BadSignature);
        yield return One("without the log's own", $"{text}\n{a}{b}", Unsigned);
    }

    /// <summary>Only the program reads them.</summary>
    public IEnumerable<JsonObject> Promised()
    {
        JsonObject One(string name, string note, string says) => new() { ["name"] = name, ["vkey"] = promises.Verifier.ToString(), ["note"] = note, ["says"] = says };
        var good = Promises.Sign(promises, Origin, Fixed("leaf"), Fixed("nonce"), new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var text = good[..(good.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        yield return One("a promise", good, "ok");
        yield return One("with a false signature", Spoilt(good), BadSignature);
        yield return One("with a true and then a false signature", good + Spoilt(good)[(text.Length + 1)..], BadSignature);
        yield return One("signed by the log's own key", log.SignNote(text), Unsigned);
        foreach (var (name, changed) in new[]
        {
            ("of another version", text.Replace("/v1", "/v2", StringComparison.Ordinal)), ("of another log", text.Replace(Origin, "elsewhere.example", StringComparison.Ordinal)),
            ("with a leaf hash of 31 bytes", text.Replace(Convert.ToBase64String(Fixed("leaf")), Convert.ToBase64String(Fixed("leaf").AsSpan(0, 31)), StringComparison.Ordinal)),
            ("without a nonce", text.Replace(Convert.ToBase64String(Fixed("nonce")), "", StringComparison.Ordinal)), ("with a time of another form", text.Replace("00Z", "00+00:00", StringComparison.Ordinal)),
            ("with a day that is none", text.Replace("2026-02-01", "2026-02-30", StringComparison.Ordinal)), ("with a line more", text + "x\n"),
        }) yield return One(name, promises.SignNote(changed), "ledger-promise-malformed");
    }

    private static string Vkey(string name, byte type, byte[] key)
    {
        byte[] bytes = [type, .. key];
        return $"{name}+{Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 10, .. bytes])[..4])}+{Convert.ToBase64String(bytes)}";
    }

    /// <summary>The last signature of a note, or a line of one, with another first byte of what is signed.</summary>
    private static string Spoilt(string note) => Changed(note, bytes => bytes[40] ^= 1);

    private static string OtherTime(string line) => Changed(line, bytes => bytes[11] ^= 1);

    private static string Changed(string note, Action<byte[]> change)
    {
        var at = note.LastIndexOf(' ') + 1;
        var bytes = Convert.FromBase64String(note[at..^1]);
        change(bytes);
        return $"{note[..at]}{Convert.ToBase64String(bytes)}\n";
    }

    private static string Shorter(string line, int by = 1)
    {
        var at = line.LastIndexOf(' ') + 1;
        return $"{line[..at]}{Convert.ToBase64String(Convert.FromBase64String(line[at..^1]).AsSpan()[..^by])}\n";
    }
}
