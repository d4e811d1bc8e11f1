using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Law;

namespace Writ.Demands.File;

/// <summary>
/// What can be said of a demand from its face: faults of form, which refuse it, and what makes companies refuse, which is
/// advice. Whether an account exists is never among them.
/// </summary>
internal sealed class Lint(LawBook law, DemandOptions options, SealedRegister register)
{
    private const int LongRangeInDays = 366;

    private const int ManyAccounts = 20;

    /// <param name="hidden">Whether the record hides when it came in; null: as far as is known.</param>
    public Refusal? Faults(FileDemandRequest r, DateOnly today, bool? hidden = null)
    {
        var checks = new Checks();
        checks.Line(r.Reference, 80, "/reference");
        checks.Line(r.Authority?.Name, 200, "/authority/name");
        checks.Require(r.Authority?.Kind is { Length: > 0 and <= 40 }, "demands-authority-kind", "Say what kind of authority issued it.", "/authority/kind");
        checks.Require(options.Services.Contains(r.Service), "demands-unknown-service", $"Choose one of: {string.Join(", ", options.Services)}.", "/service");
        checks.Require(IsNonce(r.Nonce), "demands-nonce", "Send a nonce of 32 random bytes as base64.", "/nonce");
        checks.Require(r.IssuedOn <= today, "demands-issued-in-future", "The instrument is dated in the future; check its date.", "/issuedOn");
        checks.Require(!(r.ExpiresOn < r.IssuedOn), "demands-expires-before-issue", "The instrument expires before it was issued; check its dates.", "/expiresOn");
        checks.Require(!(r.ExpiresOn < today), "demands-instrument-expired", "The instrument has expired; ask for a fresh one.", "/expiresOn");
        CheckInstrument(r, checks, hidden ?? register.Stands);
        CheckItems(r, checks);
        CheckFile(r.File, checks);
        return checks.Ok ? null : checks.Refusal;
    }

    /// <summary>Of a demand with faults it says less: what cannot be read is passed over.</summary>
    public IReadOnlyList<Advice> Advise(FileDemandRequest r)
    {
        var advice = new List<Advice>();
        var known = law.Find(r.Instrument).Ok;
        for (var i = 0; i < r.Items.Count; i++)
        {
            var item = r.Items[i];
            if (!DataCategory.TryParse(item.Category, out var category)) continue;
            if (known && law.ReachOf(r.Instrument, category, r.IssuedOn, register.Stands) is Reach.Outside outside)
                advice.Add(new Advice(outside.Ground.Code, outside.Ground.Sentence, $"/items/{i}/category"));
            var dated = item.Category is not "subscriber";
            if (dated && (item.From is null || item.To is null))
                advice.Add(new Advice("lint-no-days", "Give first and last day; an open range is likely to be narrowed.", $"/items/{i}"));
            else if (dated && item.To!.Value.DayNumber - item.From!.Value.DayNumber > LongRangeInDays)
                advice.Add(new Advice("lint-long-range", "More than a year is asked; it is likely to be narrowed unless the instrument says why.", $"/items/{i}"));
        }

        if (r.Items.Select(i => i.Identifier).Distinct().Count() > ManyAccounts)
            advice.Add(new Advice("lint-many-accounts", "More than 20 accounts are asked for at once; the instrument must name each of them.", "/items"));
        if (r.File?.Content is { } content && StrangerFile.IsLocked(content)) advice.Add(InstrumentFile.Locked);
        return advice;
    }

    private static bool IsNonce(string? text) => text is { Length: 44 } && Convert.TryFromBase64String(text, new byte[33], out var n) && n == 32;

    private void CheckInstrument(FileDemandRequest r, Checks checks, bool hidden)
    {
        if (!law.Find(r.Instrument ?? string.Empty).TryGet(out var instrument, out var unknown))
        {
            checks.Add(unknown with { Kind = RefusalKind.Invalid, Field = "/instrument" });
            return;
        }

        // Unless leaves go out in batches the log shows when a demand came in, which a gag may forbid.
        if (!hidden && !options.Sample && (r.Gag || instrument.Reporting == "national_security")) checks.Add(DemandRefusals.SealedOnly);
        else if (!instrument.IsReceivable(hidden)) checks.Add(DemandRefusals.NotReceivable);
        checks.Require(!instrument.NeedsExpiry || r.ExpiresOn is not null, "demands-expiry-missing", "This kind of instrument has force only with an expiry date; give it.", "/expiresOn");
        checks.Require(
            r.Authority?.Kind is null || instrument.Authorities.Contains(r.Authority.Kind),
            "demands-authority-not-competent",
            $"This instrument is issued by: {string.Join(", ", instrument.Authorities)}.",
            "/authority/kind");
    }

    /// <summary>The name is not kept, but its ending counts, and people read it.</summary>
    private static void CheckFile(FileInstrument? file, Checks checks)
    {
        if (file is null)
        {
            checks.Add(DemandRefusals.FileEmpty);
            return;
        }

        checks.Line(file.Name, 255, "/file/name");
        if (InstrumentFile.Check(file) is { } fault) checks.Add(fault);
    }

    private static void CheckItems(FileDemandRequest r, Checks checks)
    {
        checks.Require(r.Items is { Count: >= 1 and <= 100 }, "demands-items", "Ask for 1 to 100 items.", "/items");
        for (var i = 0; i < (r.Items?.Count ?? 0) && i < 100; i++)
        {
            var item = r.Items![i];
            if (item?.Identifier is null)
            {
                checks.Require(false, "demands-identifier-missing", "Name the account by an identifier.", $"/items/{i}/identifier");
                continue;
            }

            checks.Require(DataCategory.TryParse(item.Category, out _), "demands-category", "Give a data category, for instance subscriber.", $"/items/{i}/category");
            checks.Require(!(item.From > item.To), "demands-days-reversed", "The last day is before the first.", $"/items/{i}/to");
            if (Overbreadth.Finds(item.Identifier.Kind, item.Identifier.Value))
                checks.Add(DemandRefusals.Overbroad($"/items/{i}/identifier"));
            else if (IdentifierLookup.FaultOf(item.Identifier.Kind, item.Identifier.Value) is { } impossible)
                checks.Add(impossible with { Field = $"/items/{i}/identifier" });
        }
    }
}
