using System.Globalization;

namespace Writ.Law;

/// <summary>The verbs <c>writ law check</c> and <c>writ law list</c>.</summary>
public static class LawVerb
{
    /// <summary>Prints the findings, or what was loaded with its digests; 0 where nothing is wrong, 1 otherwise.</summary>
    public static int Check(TextWriter @out, string? overlay)
    {
        if (LawCheck.Open(overlay, out var findings) is not { } book)
        {
            foreach (var finding in findings) @out.WriteLine($"{finding} ({finding.Code})");
            @out.WriteLine($"{findings.Count} found.");
            return 1;
        }

        var rules = book.Instruments.SelectMany(instrument => instrument.Rules).ToList();
        foreach (var pack in book.Packs) @out.WriteLine($"{pack.Sha256}  {pack.Pack} {pack.Version}");
        @out.WriteLine(
            $"{book.Instruments.Count} instruments, {rules.Count} rules of reach, {book.Grounds.Count} grounds, "
            + $"{book.Stricter.Count} lines of overlay: nothing found.");
        @out.WriteLine(
            $"Not yet checked against the text cited (verified: false): {rules.Count(rule => !rule.Verified)} rules, "
            + $"{book.Grounds.Count(ground => !ground.Verified)} grounds.");
        return 0;
    }

    /// <summary>Prints the reach table, a block for each instrument; 0, or 1 where the law does not load.</summary>
    /// <param name="historic">Whether to print the historic pack too.</param>
    public static int List(TextWriter @out, bool historic = false, string? overlay = null)
    {
        if (!LawBook.Load(overlay, historic).TryGet(out var book, out var refusal))
        {
            @out.WriteLine(refusal);
            return 1;
        }

        foreach (var instrument in book.Instruments) Block(@out, book, instrument);
        @out.WriteLine("(unverified): not yet checked against the text cited.");
        return 0;
    }

    private static void Block(TextWriter @out, LawBook book, Instrument instrument)
    {
        var judge = instrument.Judicial switch { true => "judge", false => "no judge", null => "judge not known" };
        var limits = (instrument.Receivable ? "" : $", not received{(instrument.IsReceivable(hidden: true) ? " without a schedule of batches" : "")} ({instrument.NotReceivableGround})")
            + (instrument.RecordOnly ? ", record only" : "")
            + (instrument.NeedsExpiry ? ", needs an expiry date" : "")
            + (instrument.ReplayOnly ? ", replay only" : "");
        @out.WriteLine($"{instrument.Id}: {instrument.Title}");
        @out.WriteLine($"  {instrument.Reporting}, {judge}{limits}");
        foreach (var rule in instrument.Rules)
        {
            var says = rule.Says is Reach.Outside outside ? $"outside  {outside.Ground.Code}" : "within";
            var proof = $"[{rule.Source}; {rule.Grade}]{(rule.Verified ? "" : " (unverified)")}";
            @out.WriteLine($"  {rule.Category,-11}  {Day(rule.From)}..{Day(rule.To),-10}  {says}  {proof}");
        }

        foreach (var rule in book.Stricter.Where(rule => rule.Instrument == instrument.Id))
            @out.WriteLine($"  {rule.Category,-11}  {Day(rule.From)}..{Day(rule.To),-10}  outside  {rule.Ground.Code}  [overlay {rule.Overlay}]");
        @out.WriteLine();
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
