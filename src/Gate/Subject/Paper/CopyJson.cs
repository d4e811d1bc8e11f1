using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Writ.Gate.Notices;
using Writ.Sources.Accounts;

namespace Writ.Gate.Subject.Paper;

/// <summary>What of a copy is for programs. Names in camelCase; times in UTC, RFC 3339.</summary>
internal static class CopyJson
{
    private static readonly JsonSerializerOptions Words = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// One record: <c>content</c> as it is where it is JSON, <c>text</c> where it is text, <c>bytes</c> in base64 where it is neither,
    /// <c>unopened</c> where it could not be opened.
    /// </summary>
    public static async Task Record(Stream file, OpenedRecord opened, CancellationToken cancel)
    {
        var line = new ArrayBufferWriter<byte>((2 * (opened.Plain?.Length ?? 0)) + 512);
        await using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("record", opened.Outline.Record.Text);
            json.WriteString("on", opened.Outline.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            if (opened.Plain is not { } plain)
            {
                json.WriteBoolean("unopened", true);
            }
            else if (IsJson(plain))
            {
                json.WritePropertyName("content");
                json.WriteRawValue(plain, skipInputValidation: true);
            }
            else if (Utf8.IsValid(plain))
            {
                json.WriteString("text", plain);
            }
            else
            {
                json.WriteBase64String("bytes", plain);
            }

            json.WriteEndObject();
        }

        await file.WriteAsync(line.WrittenMemory, cancel);
        line.Clear();
    }

    /// <summary>Whether it is one JSON value in UTF-8, and nothing else.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) return false;
        try
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                // To the end: that is the check.
            }

            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static byte[] Account(CopyFacts facts, string service, int identifiers, Contact? contact) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Account = facts.Account.Text, Service = service, Identifiers = new { Count = identifiers, Kept = "scrambled only: which they are, nobody can read back" },
            Reached = new { contact?.Mail, contact?.Name, Address = contact?.Address ?? [] },
        },
        Words);

    /// <summary>The letters that were sent, as their pages show them; nothing of any other.</summary>
    public static byte[] Letters(IReadOnlyList<CustomerNotice> letters) => JsonSerializer.SerializeToUtf8Bytes(
        letters.Select(n => new
        {
            n.Reference, What = n.Title, SentAt = n.SentAt.UtcDateTime, n.Ask.Agency, n.Ask.Country, n.Ask.Instrument, n.Ask.Authority, n.Ask.Received,
            Items = n.Items.Select(i => new { i.Category, i.AskedFrom, i.AskedTo, i.Decision, i.From, i.To, i.Reason, i.Given }),
            ObjectUntil = n.Time?.Until.UtcDateTime,
            Objection = n.Objection is { } o ? new { At = o.At.UtcDateTime, o.Text, o.FileName, o.State, DecidedAt = o.DecidedAt?.UtcDateTime, o.Reason } : null,
        }),
        Words);

    public static byte[] Manifest(CopyFacts facts, string company, int unopened, IReadOnlyList<CopyFile> files) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Schema = "writ.own-copy/v1", Company = company, Account = facts.Account.Text, Request = facts.Request.Text, Made = facts.At.UtcDateTime,
            Authorisation = facts.Opening.Record.Id.Text, facts.Entry, Records = facts.Records.Count, Unopened = unopened, Files = files,
        },
        Words);
}
