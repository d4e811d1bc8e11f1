using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>What the drawing of a report has to say, by docs/mirror.md.</summary>
/// <param name="Words">Every text among the shapes, in order: names of parts, then of each bar its label and its number.</param>
internal sealed record ExpectedDrawing(string Title, string Description, IReadOnlyList<string> Words)
{
    private const int MostBars = 20;

    public static ExpectedDrawing Of(ReportDocument report, Period period)
    {
        var when = PeriodWords.Of(period);
        return Answers(report, when)
            ?? Counts(report, "country", "Demands by country", when)
            ?? Counts(report, report.Form.Tables[0].Id, report.Form.Tables[0].Title, when)
            ?? new ExpectedDrawing($"Nothing was counted, {when}.", "There is no number to draw.", []);
    }

    private static ExpectedDrawing? Answers(ReportDocument report, string when)
    {
        var at = report.Form.Tables.ToList().FindIndex(table => table.Id == "instrument-outcome");
        if (at < 0) return null;
        var (sentences, words, open) = (new List<string>(), new List<string>(), false);
        foreach (var row in report.Form.Tables[at].Rows.Where(row => !IsSum(row.Id)))
        {
            if (Count(report, at, row.Id, "received") is not { } received || received <= 0) continue;
            if (Count(report, at, row.Id, "full") is not { } full || Count(report, at, row.Id, "partial") is not { } partial || Count(report, at, row.Id, "none") is not { } none) continue;
            var pending = Count(report, at, row.Id, "pending") is { } some and > 0 ? some : 0;
            open |= pending > 0;
            var still = pending > 0 ? $", {PlainWords.Number(pending)} pending" : "";
            sentences.Add($"{row.Label}: {PlainWords.Number(full)} in full, {PlainWords.Number(partial)} in part, {PlainWords.Number(none)} not{still}, of {PlainWords.Number(received)}");
            words.AddRange([row.Label, PlainWords.Number(received)]);
        }

        if (sentences.Count == 0) return null;
        string[] parts = open ? ["Full", "Partial", "None", "Pending"] : ["Full", "Partial", "None"];
        return new ExpectedDrawing($"How demands were answered, {when}", $"{string.Join("; ", sentences)}.", [.. parts, .. words]);
    }

    private static ExpectedDrawing? Counts(ReportDocument report, string table, string title, string when)
    {
        var at = report.Form.Tables.ToList().FindIndex(form => form.Id == table);
        if (at < 0 || report.Form.Tables[at].Columns.All(column => column.Id != "received")) return null;
        var bars = report.Tables[at].Rows.Where(row => !IsSum(row.Id))
            .Select(row => (Label: PlainWords.Label(report.Form.Tables[at], row.Id), Count: Count(report, at, row.Id, "received")))
            .Where(bar => bar.Count is not null).OrderByDescending(bar => bar.Count).Take(MostBars)
            .Select(bar => (bar.Label, Number: PlainWords.Number(bar.Count!.Value))).ToList();
        return bars.Count == 0 ? null : new ExpectedDrawing(
            $"{title}, {when}", $"{string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Number}"))}.", [.. bars.SelectMany(bar => new[] { bar.Label, bar.Number })]);
    }

    private static bool IsSum(string row) => row is "ALL" or "all" or "us_total";

    private static long? Count(ReportDocument report, int table, string row, string column)
    {
        var at = report.Form.Tables[table].Columns.ToList().FindIndex(line => line.Id == column);
        return at >= 0 && report.Tables[table].Rows.FirstOrDefault(line => line.Id == row)?.Cells[at] is Cell.Count count ? count.Value : null;
    }
}
