using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Agencies.Partnerships.Register;

/// <summary>Signs the register's days.</summary>
/// <param name="Origin">The log that the days are about.</param>
/// <param name="Sign">Makes a signed note of a text (C2SP signed-note).</param>
public sealed record RegisterSigner(string Origin, Func<string, string> Sign);

/// <summary>
/// What changed in the register of partnerships on a day, as one signed note: a line for each agency, standing before and after and the kinds of fact between.
/// Days without a change have none. Made when the day is over; the record has its hash.
/// </summary>
internal sealed class RegisterDays(IStore store, PartnershipBook book, Papers papers, RegisterSigner signer) : IJobHandler
{
    public string Kind => PartnershipBook.DayJob;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(subject, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return true;
        var (first, after) = (Midnight(day), Midnight(day.AddDays(1)));
        if (book.Now < after) return true;
        var text = await store.Look(async work =>
        {
            if (await work.Db().Set<RegisterDay>().AnyAsync(d => d.Day == day)) return null;
            var ids = await work.Db().Set<PartnershipAct>().Where(a => a.At >= first && a.At < after).Select(a => a.AgencyId).Distinct().ToListAsync();
            var lines = new List<string>();
            foreach (var id in ids.OrderBy(i => i.Text, StringComparer.Ordinal))
            {
                var found = (await PartnershipBook.Case(work, id, after))!;
                lines.Add(Line(found, first, after));
            }

            return lines.Count == 0 ? null : $"writ.register-day/v1\n{signer.Origin}\n{subject}\n{string.Concat(lines.Select(l => l + "\n"))}";
        }, cancel);
        if (text is null) return true;
        Paper paper;
        try
        {
            paper = papers.Keep("days", Encoding.UTF8.GetBytes(signer.Sign(text)), "note");
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull;
        }

        return await store.Act<bool>(async work =>
        {
            if (await work.Db().Set<RegisterDay>().AnyAsync(d => d.Day == day)) return true;
            var entry = await Outbox.Append(work, Facts.OfPartnership(new Fact.RegisterPublished(day, paper.Path, paper.Sha256, book.Now)));
            work.Db().Add(new RegisterDay { Day = day, Path = paper.Path, Sha256 = paper.Sha256, EntrySeq = entry.Seq });
            return true;
        }, cancel);
    }

    // Verification is the register's other half and has facts of its own; here standing is that of the partnership alone.
    private static string Line(PartnershipCase found, DateTimeOffset first, DateTimeOffset after)
    {
        var before = found.Partnership.At(first.AddSeconds(-1), verified: true);
        var then = found.Partnership.At(after.AddSeconds(-1), verified: true);
        return Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
        {
            ["agency"] = found.Agency.Id.Text,
            ["name"] = found.Agency.Name,
            ["before"] = before.Code,
            ["after"] = then.Code,
            ["facts"] = new JsonArray([.. found.Partnership.Facts.Where(f => f.At >= first && f.At < after).Select(f => (JsonNode)Facts.KindOf(f))]),
        }));
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
