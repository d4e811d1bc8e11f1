using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.Base;

namespace Writ.Verify.Tests.Vectors;

/// <summary>The part facts of docs/spec/record-vectors.json: one of every kind, and what keeps one from being of its kind.</summary>
internal static partial class FactVectors
{
    private const string Malformed = "ledger-fact-malformed";

    private const string Unknown = "ledger-fact-unknown";

    private const string Hash = "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"";

    private const string File = "\"path\":\"files/a-1_b.json\",\"sha256\":" + Hash;

    private const string Agreement = "\"agency\":\"agy_0123456789abcdef\",\"agreement\":1";

    private const string Quarter = "\"quarter\":\"2026-q1\"," + File;

    /// <summary>Members of a fact of every kind, but for the time of the act.</summary>
    private static readonly string[] Good =
    [
        "\"kind\":\"log-opened\",\"n\":1,\"origin\":\"record.example/writ\",\"promise\":\"VKEY\",\"spec\":\"writ.record/v1\"",
        "\"kind\":\"agency-enrolled\",\"n\":2,\"agency\":\"agy_0123456789abcdef\",\"name\":\"Sample Police\",\"country\":\"US\",\"authority\":\"police\"",
        "\"kind\":\"agency-verified\",\"n\":3,\"agency\":\"agy_0123456789abcdef\",\"how\":\"call back\",\"by\":\"agency desk\"",
        "\"kind\":\"agency-suspended\",\"n\":4,\"agency\":\"agy_0123456789abcdef\",\"reason\":\"No answer\"",
        "\"kind\":\"key-enrolled\",\"n\":5,\"agency\":\"agy_0123456789abcdef\",\"key\":" + Hash,
        "\"kind\":\"key-revoked\",\"n\":6,\"agency\":\"agy_0123456789abcdef\",\"key\":" + Hash + ",\"reason\":\"Lost\"",
        "\"kind\":\"law-adopted\",\"n\":7,\"pack\":\"us\",\"sha256\":" + Hash,
        "\"kind\":\"report-published\",\"n\":8,\"period\":\"2026-h1\",\"version\":1," + File + ",\"openings\":" + Hash + ",\"from\":0,\"to\":10,\"provisional\":false",
        "\"kind\":\"correction\",\"n\":9,\"entry\":3,\"text\":\"It is another.\"",
        "\"kind\":\"class-adjusted\",\"n\":10,\"leaf\":4,\"by\":9,\"reason\":\"A bar had been overlooked.\"",
        "\"kind\":\"leaves-unsealed\",\"n\":11," + File + ",\"count\":3",
        "\"kind\":\"schedule-set\",\"n\":12,\"from\":\"2026-06-02T00:00:00Z\",\"batch\":86400,\"leaves\":64,\"reserve\":16,\"epoch\":300,\"authorisations\":6",
        "\"kind\":\"register-batch\",\"n\":13,\"due\":\"2026-06-01T00:00:00Z\"",
        "\"kind\":\"authorisation-epoch\",\"n\":14,\"due\":\"2026-06-01T08:00:00Z\"",
        "\"kind\":\"auditor-designated\",\"n\":15,\"auditor\":\"adt_0123456789abcdef\",\"name\":\"Auditor\",\"key\":\"SPKI\",\"from\":\"2026-06-02T00:00:00Z\"",
        "\"kind\":\"auditor-retired\",\"n\":16,\"auditor\":\"adt_0123456789abcdef\",\"reason\":\"Term over\"",
        "\"kind\":\"approver-enrolled\",\"n\":18,\"person\":\"stf_0123456789abcdef\",\"role\":\"approver\",\"key\":\"-\"",
        "\"kind\":\"approver-removed\",\"n\":19,\"person\":\"stf_0123456789abcdef\",\"role\":\"break-glass\",\"reason\":\"Left\"",
        "\"kind\":\"keys-destroyed\",\"n\":20,\"what\":" + Hash + ",\"reason\":\"Asked by the account's owner\"",
        "\"kind\":\"break-glass-used\",\"n\":21,\"count\":2,\"ground\":\"danger-to-life\",\"statement\":" + Hash + ",\"vault\":\"vlt_1\"",
        "\"kind\":\"jurisdiction-set\",\"n\":25,\"agency\":\"agy_0123456789abcdef\"," + File,
        "\"kind\":\"agreement-proposed\",\"n\":26," + Agreement + "," + File + ",\"level\":\"county\",\"publicity\":\"none\",\"ends\":\"2027-05-31\",\"comment\":2592000,\"objections\":1209600,\"term\":12,\"report\":14",
        "\"kind\":\"gift-recorded\",\"n\":27," + Agreement + ",\"what\":\"device\",\"item\":\"Camera\",\"count\":2,\"value\":0,\"currency\":\"USD\",\"to\":\"Residents\",\"conditions\":\"None\"",
        "\"kind\":\"notice-given\",\"n\":28," + Agreement + ",\"url\":\"https://town.example/notice?id=1\"," + File + ",\"hearing\":\"2026-07-01T18:00:00Z\"",
        "\"kind\":\"hearing-held\",\"n\":29," + Agreement + ",\"on\":\"2026-05-31\",\"body\":\"Council\",\"text\":\"Eleven people spoke.\"",
        "\"kind\":\"resolution-placed\",\"n\":30," + Agreement + ",\"what\":\"use-policy\",\"body\":\"Council\",\"on\":\"2026-05-31\",\"url\":\"https://town.example\"," + File,
        "\"kind\":\"resolution-fetched\",\"n\":31," + Agreement + ",\"what\":\"resolution\",\"account\":\"out_0123456789abcdef\",\"sha256\":" + Hash,
        "\"kind\":\"resolution-countersigned\",\"n\":32," + Agreement + ",\"account\":\"out_0123456789abcdef\",\"resolution\":" + Hash + ",\"policy\":" + Hash + ",\"text\":" + Hash + ",\"how\":\"passkey\",\"evidence\":" + Hash,
        "\"kind\":\"objection-filed\",\"n\":33," + Agreement + ",\"objection\":1," + File,
        "\"kind\":\"objection-answered\",\"n\":34," + Agreement + ",\"objection\":1," + File,
        "\"kind\":\"partnership-in-force\",\"n\":35," + Agreement + ",\"from\":\"2026-06-01T00:00:00Z\",\"until\":\"2027-06-01T00:00:00Z\"",
        "\"kind\":\"partnership-ended\",\"n\":36," + Agreement + ",\"cause\":\"report-late\",\"text\":\"No report came.\"",
        "\"kind\":\"company-conduct\",\"n\":37,\"agency\":\"agy_0123456789abcdef\",\"what\":\"training\",\"on\":\"2026-05-31\",\"text\":\"One hour\"",
        "\"kind\":\"yearly-report-published\",\"n\":38," + Agreement + "," + File + ",\"from\":\"2025-06-01\",\"to\":\"2026-05-31\"",
        "\"kind\":\"oversight-account-named\",\"n\":39,\"agency\":\"agy_0123456789abcdef\",\"account\":\"out_0123456789abcdef\",\"office\":\"clerk\",\"body\":\"Council\"",
        "\"kind\":\"eligibility-adopted\",\"n\":40," + File,
        "\"kind\":\"register-published\",\"n\":41,\"day\":\"2026-05-31\"," + File,
        "\"kind\":\"request-published\",\"n\":45,\"agency\":\"agy_0123456789abcdef\",\"request\":\"rqs_0123456789abcdef\",\"incident\":\"burglary\"," + File + ",\"until\":\"2026-06-08T00:00:00Z\"",
        "\"kind\":\"request-refused\",\"n\":46,\"agency\":\"agy_0123456789abcdef\",\"request\":\"rqs_0123456789abcdef\",\"rule\":\"race-alone\"," + File,
        "\"kind\":\"request-corrected\",\"n\":47,\"agency\":\"agy_0123456789abcdef\",\"request\":\"rqs_0123456789abcdef\",\"corrects\":\"rqs_1123456789abcdef\"," + File + ",\"until\":\"2026-06-08T00:00:00Z\"",
        "\"kind\":\"request-resolved\",\"n\":48,\"agency\":\"agy_0123456789abcdef\",\"request\":\"rqs_0123456789abcdef\",\"outcome\":\"not-helped\"",
        "\"kind\":\"grant-totals-published\",\"n\":49," + Quarter,
        "\"kind\":\"equity-report-published\",\"n\":50," + Quarter,
        "\"kind\":\"pressure-totals-published\",\"n\":51," + Quarter,
        "\"kind\":\"break-glass-told\",\"n\":70,\"statement\":" + Hash + ",\"vault\":\"vlt_1\",\"used\":\"2026-05-31T09:00:00Z\",\"note\":\"bm90ZQ==\"",
    ];

    // A point of P-256 that everyone knows: its generator.
    private const string Spki = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==";

    private const string Vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static readonly string[] Times = ["2026-02-30T09:00:00Z", "2026-05-01T24:00:00Z", "2026-05-01T09:00:60Z", "2026-05-01T09:00:00+00:00", "2026-05-01T09:00:00.000Z", "2026-05-01 09:00:00Z", "2026-05-01T09:00:00z", "0000-01-01T00:00:00Z", "2026-5-01T09:00:00Z"];

    /// <summary>By the form that a member has, values that look like it and are not.</summary>
    private static readonly (Regex Form, string[] Bad)[] Near =
    [
        (HashForm(), ["9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"]),
        (TimeForm(), Times),
        (DayForm(), ["2026-02-30", "2026-5-31", "0000-01-01", "2026-05-31Z", "31-05-2026"]),
        (IdForm(), ["agx_0123456789abcdef", "agy_0123456789abcde", "agy_0123456789abcdeff", "agy_0123456789abcdel", "agy_0123456789abcdeu", "AGY_0123456789abcdef", "agy-0123456789abcdef"]),
        (PathForm(), ["/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.b", "a b", "a\\b", "é", "a%20b", "a?b", new string('a', 201)]),
        (UrlForm(), [
            "http://town.example/", "https://", "https://town", "https://town.example.", "https://.town.example", "https://town..example", "https://-town.example", "https://town-.example", "https://to_wn.example",
            "https://a:b@town.example/", "https://town.example:65536/", "https://town.example:/", "https://town.example:080800/", "https://[::1]/", "https://town.example/a b", "https://town.example/\"", "https://town.example/<",
            "https://town.example/\\", "https://town.example\\x", "https://town.example/é", "https://tówn.example/", "HTTPS://town.example/", "https://town.example/{", "https://town.example/|", "https://town.example/^", "https://town.example/`",
            "https://town.example/\u007f", "https://town.example/" + new string('a', 500), "https://" + new string('a', 64) + ".example/"]),
        (PeriodForm(), ["2026-h3", "2026-q0", "2026-13", "2026-00", "0000", "26", "2026-01-01--2026-06-30", "2026-02-01--2026-02-28", "2026-02-01--2026-02-30", "2026-02-02--2026-02-01", "2026-H1", "2026-1"]),
    ];

    /// <summary>Of other kinds than the plain ones, what is good all the same.</summary>
    private static readonly (string Name, string Kind, string Member, JsonNode Value)[] GoodToo =
    [
        ("a period of odd days", "report-published", "period", "2015-01-01--2015-05-31"), ("a quarter", "report-published", "period", "2020-q3"), ("a month", "report-published", "period", "2024-02"),
        ("a year", "report-published", "period", "0001"), ("the last year", "report-published", "period", "9999"), ("the last month", "report-published", "period", "9999-12"),
        ("the highest number", "correction", "entry", 9007199254740992), ("a text of 4,000 characters", "agency-suspended", "reason", new string('é', 4000)), ("a text beyond the first plane", "agency-suspended", "reason", "😀\u2028 \ufeff"),
        ("a port", "notice-given", "url", "https://a.b:065/"), ("a fragment at once", "notice-given", "url", "https://a-b.c0.example#x[1]~"), ("an address of numbers", "notice-given", "url", "https://192.0.2.1:65535"),
        ("a path of one letter", "eligibility-adopted", "path", "-"), ("no key of their own", "approver-enrolled", "key", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        ("a due time of the act", "register-batch", "due", "2026-06-01T09:00:00Z"), ("an auditor from the act on", "auditor-designated", "from", "2026-06-01T09:00:00Z"), ("nothing covered", "report-published", "to", 0),
        ("a witness's key under promises", "log-opened", "promise", "one.example+KEY"),
    ];

    /// <summary>What holds between members: kind, member, a value that fits alone.</summary>
    private static readonly (string Kind, string Member, JsonNode Value)[] Between =
    [
        ("report-published", "from", 11), ("class-adjusted", "by", 4), ("class-adjusted", "by", 3), ("register-batch", "due", "2026-06-01T09:00:01Z"), ("authorisation-epoch", "due", "2026-06-01T09:00:01Z"),
        ("auditor-designated", "from", "2026-06-01T08:59:59Z"), ("schedule-set", "from", "2026-06-01T09:00:00Z"), ("schedule-set", "from", "9001-01-01T00:00:00Z"), ("schedule-set", "batch", 2419201), ("schedule-set", "batch", 86401),
        ("schedule-set", "leaves", 65537), ("schedule-set", "leaves", 0), ("schedule-set", "reserve", 64), ("schedule-set", "epoch", 86401), ("schedule-set", "epoch", 7), ("schedule-set", "epoch", 0), ("schedule-set", "authorisations", 65537),
        ("request-published", "until", "2026-06-01T09:00:00Z"), ("request-corrected", "until", "2026-06-01T09:00:00Z"), ("break-glass-told", "used", "2026-06-01T09:00:01Z"), ("break-glass-told", "note", "bm90ZQ"), ("break-glass-told", "note", "bm90ZR=="),
        ("grant-totals-published", "quarter", "2026-q2"), ("equity-report-published", "quarter", "2026-q2"), ("pressure-totals-published", "quarter", "2026-h1"), ("pressure-totals-published", "quarter", "2025"),
        ("report-published", "version", 0), ("report-published", "version", 2147483648), ("leaves-unsealed", "count", 0), ("agreement-proposed", "term", 13), ("agreement-proposed", "term", 0), ("agreement-proposed", "report", 121),
        ("agreement-proposed", "comment", 3155760001), ("agreement-proposed", "agreement", 0), ("gift-recorded", "currency", "usd"), ("gift-recorded", "currency", "USDX"), ("gift-recorded", "count", 0), ("break-glass-used", "count", 0),
        ("break-glass-used", "ground", "other"), ("agency-enrolled", "country", "us"), ("agency-enrolled", "country", "USA"), ("log-opened", "spec", "writ.record/v2"), ("log-opened", "promise", Vkey + "\n"), ("log-opened", "promise", Vkey[..^1]),
        ("auditor-designated", "key", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9A=="), ("auditor-designated", "key", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgACaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY="), ("auditor-designated", "key", "BGsX0fLhLEJH"),
        ("approver-enrolled", "role", "Approver"), ("correction", "entry", 9007199254740994), ("agency-suspended", "reason", new string('é', 4001)), ("agency-suspended", "reason", "a\u007f"),
        ("agency-suspended", "reason", "a\u0085"), ("agency-suspended", "reason", "a\nb"), ("request-published", "incident", "protest"), ("request-refused", "rule", "none"), ("request-resolved", "outcome", "ok"),
    ];

    public static IEnumerable<JsonObject> All()
    {
        var good = Good.Select(Read).ToDictionary(fact => (string)fact["kind"]!, StringComparer.Ordinal);
        foreach (var (kind, fact) in good) yield return One(kind, fact, "ok");
        foreach (var (name, kind, member, value) in GoodToo)
            yield return One($"{kind}: {name}", With(good[kind], member, member == "promise" ? Witness() : value.DeepClone()), "ok");

        var seen = new HashSet<Regex>();
        foreach (var (kind, fact) in good)
        {
            yield return One($"{kind} with a member too many", With(fact, "x", 1), Malformed);
            foreach (var (member, value) in fact.Where(member => member.Key is not ("kind" or "n" or "at")))
            {
                yield return One($"{kind} without {member}", Without(fact, member), Malformed);
                foreach (var other in Never(value!)) yield return One($"{kind}, {member}: {other?.ToJsonString() ?? "null"}", With(fact, member, other), Malformed);
                foreach (var (form, bad) in Near.Where(near => value!.GetValueKind() == System.Text.Json.JsonValueKind.String && near.Form.IsMatch((string)value!) && seen.Add(near.Form)))
                {
                    foreach (var text in bad) yield return One($"{kind}, {member}: {Short(text)}", With(fact, member, text), Malformed);
                }
            }
        }

        foreach (var (kind, member, value) in Between) yield return One($"{kind}, {member}: {Short(value.ToJsonString())}", With(good[kind], member, value.DeepClone()), Malformed);
        foreach (var vector in Outside(good["agency-suspended"])) yield return vector;
    }

    private static IEnumerable<JsonObject> Outside(JsonObject fact)
    {
        foreach (var time in Times) yield return One($"at: {time}", With(fact, "at", time), Malformed);
        yield return One("without at", Without(fact, "at"), Malformed);
        yield return One("a kind that is none", With(fact, "kind", "no-such-kind"), Unknown);
        yield return One("a kind that every object has", With(fact, "kind", "constructor"), Unknown);
        yield return One("a kind that is no text", With(fact, "kind", 4), Unknown);
        yield return One("without kind", Without(fact, "kind"), Unknown);
        yield return One("without n", Without(fact, "n"), Unknown);
        foreach (var n in new JsonNode[] { 9999, 3, 0, -4, 4.5, "4" }) yield return One($"n: {n.ToJsonString()}", With(fact, "n", n), Unknown);
        yield return One("a number that is free", With(With(fact, "kind", "no-such-kind"), "n", 17), Unknown);
        var text = Encoding.UTF8.GetString(CanonicalJson.Write(fact));
        foreach (var (name, entry) in new[]
        {
            ("a member twice", text.Replace("\"reason\":", "\"reason\":\"x\",\"reason\":", StringComparison.Ordinal)), ("unsorted", "{\"n\":4," + text[1..].Replace(",\"n\":4", "", StringComparison.Ordinal)), ("a space", text.Replace(":4,", ": 4,", StringComparison.Ordinal)),
            ("a line's end", text + "\n"), ("a number spelt otherwise", text.Replace(":4,", ":4.0,", StringComparison.Ordinal)), ("a letter escaped", text.Replace("No", "\\u004eo", StringComparison.Ordinal)),
            ("half a character", text.Replace("No", "\\ud800", StringComparison.Ordinal)), ("cut", text[..^1]), ("two objects", text + text), ("a kind unknown, a member twice", "{\"kind\":\"no-such-kind\",\"n\":9999,\"x\":1,\"x\":2}"),
            ("an object alone", "{"), ("a number that no double holds", text.Replace(":4,", ":9007199254740993,", StringComparison.Ordinal)),
        }) yield return new JsonObject { ["name"] = name, ["entry"] = entry, ["says"] = Malformed };
    }

    /// <summary>What no member of this form can be.</summary>
    private static JsonNode?[] Never(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => [null, 7, ""],
        System.Text.Json.JsonValueKind.Number => ["1", -1, 1.5],
        _ => [null, "true", 0],
    };

    private static JsonObject One(string name, JsonObject fact, string says) => new() { ["name"] = name, ["entry"] = Encoding.UTF8.GetString(CanonicalJson.Write(fact)), ["says"] = says };

    private static JsonObject Read(string members) =>
        JsonNode.Parse($"{{{members.Replace("VKEY", Vkey, StringComparison.Ordinal).Replace("SPKI", Spki, StringComparison.Ordinal)},\"at\":\"2026-06-01T09:00:00Z\"}}")!.AsObject();

    private static string Witness()
    {
        using var key = new Ledger.Witnesses.CosigningKey("one.example", NoteVectors.Fixed("one"));
        return key.Verifier.ToString();
    }

    private static JsonObject With(JsonObject fact, string member, JsonNode? value)
    {
        var changed = fact.DeepClone().AsObject();
        changed[member] = value;
        return changed;
    }

    private static JsonObject Without(JsonObject fact, string member)
    {
        var changed = fact.DeepClone().AsObject();
        changed.Remove(member);
        return changed;
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..40]}... of {text.Length}";

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex HashForm();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT")]
    private static partial Regex TimeForm();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d\z")]
    private static partial Regex DayForm();

    [GeneratedRegex(@"\Aagy_")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"\Afiles/")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\Ahttps:")]
    private static partial Regex UrlForm();

    [GeneratedRegex(@"\A\d{4}-h1\z")]
    private static partial Regex PeriodForm();
}
