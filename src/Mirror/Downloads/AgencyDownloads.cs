using System.Text.Encodings.Web;
using System.Text.Json;
using Writ.Ledger.Partnerships;
using Writ.Mirror.Record;
using Writ.Mirror.Words;

namespace Writ.Mirror.Downloads;

/// <summary>The register of agencies for programs: one agency a row of the CSV, with its history in the JSON. Columns are only ever added, at the end.</summary>
internal static class AgencyDownloads
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Columns { get; } = ["id", "name", "country", "authority", "standing", "enrolled_at", "verified_at", "verified_how", "verified_by", "keys", "partnership", "partnership_from", "partnership_until"];

    public static byte[] Csv(IEnumerable<ListedAgency> agencies) => CellsCsv.Write(Columns, agencies.Select(a => (string[])
    [
        a.Id.Text, a.Name, a.Country, a.Authority, StandingWords.Of(a.Standing), Time(a.EnrolledAt), a.Verified is { } v ? Time(v.At) : "", a.Verified?.How ?? "",
        a.Verified?.By ?? "", CellWords.Plain(a.Keys), a.Neighbours.Code, InForce(a)?.Begins is { } begins ? Time(begins) : "", a.Neighbours.Until is { } until ? Time(until) : "",
    ]));

    public static byte[] Json(IEnumerable<ListedAgency> agencies) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Schema = "writ.agencies/v1",
            Agencies = agencies.Select(a => new
            {
                Id = a.Id.Text, a.Name, a.Country, a.Authority, Standing = StandingWords.Of(a.Standing), EnrolledAt = Time(a.EnrolledAt),
                Verified = a.Verified is { } v ? new { At = Time(v.At), v.How, v.By } : null,
                a.Keys,
                Partnership = new
                {
                    Standing = a.Neighbours.Code, AsOf = Time(a.AsOf), a.Neighbours.Agreement, From = InForce(a)?.Begins is { } begins ? Time(begins) : null,
                    Until = a.Neighbours.Until is { } until ? Time(until) : null, Jurisdiction = a.Partnership.Jurisdiction is { } area ? new { area.Path, area.Sha256 } : null,
                },
                History = a.History.Select(entry => new { Entry = entry.Index, At = Time(entry.Fact.At), Kind = StandingWords.Kind(entry.Fact), Note = StandingWords.Note(entry.Fact) }),
            }),
        },
        Options);

    private static PartnershipAgreement? InForce(ListedAgency agency) =>
        agency.Neighbours.InForce ? agency.Partnership.AsOf(agency.AsOf).Agreements.First(a => a.Number == agency.Neighbours.Agreement) : null;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
