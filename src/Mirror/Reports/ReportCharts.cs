using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Reports;

/// <summary>The drawing that goes with a report: answers by instrument where the form has them, otherwise countries, otherwise what was received.</summary>
internal static class ReportCharts
{
    public static Chart Of(ReportDocument document, string when) =>
        (Chart?)Answers(document, when) ?? Counts(document, "country", "Demands by country", when) ?? Counts(document, document.Form.Tables[0].Id, document.Form.Tables[0].Title, when)
        ?? new BarChart { Id = "report", Sentence = $"Nothing was counted, {when}.", Description = "There is no number to draw.", Bars = [] };

    public static ShareChart? Answers(ReportDocument document, string when)
    {
        var bars = new List<ShareBar>();
        var words = new List<string>();
        var open = false;
        foreach (var row in document.Form.Tables.FirstOrDefault(table => table.Id == "instrument-outcome")?.Rows ?? [])
        {
            Cell? At(string column) => ReportView.Find(document, "instrument-outcome", row.Id, column);
            if (row.Id is "all" or "us_total") continue;
            if (At("received") is not Cell.Count { Value: > 0 } received || At("full") is not Cell.Count full || At("partial") is not Cell.Count partial || At("none") is not Cell.Count none) continue;

            // A bar is all that was received: without its open part it would show answers that nobody gave.
            var pending = (At("pending") as Cell.Count)?.Value ?? 0;
            open |= pending > 0;
            bars.Add(new ShareBar(row.Label, CellWords.Number(received.Value), [full.Value, partial.Value, none.Value, pending]));
            var still = pending > 0 ? $", {CellWords.Number(pending)} pending" : string.Empty;
            words.Add($"{row.Label}: {CellWords.Number(full.Value)} in full, {CellWords.Number(partial.Value)} in part, {CellWords.Number(none.Value)} not{still}, of {CellWords.Number(received.Value)}");
        }

        return bars.Count == 0 ? null : new ShareChart
        {
            Id = "answers",
            Sentence = $"How demands were answered, {when}",
            Description = string.Join("; ", words) + ".",
            Parts = open ? ["Full", "Partial", "None", "Pending"] : ["Full", "Partial", "None"],
            Bars = bars,
        };
    }

    private static BarChart? Counts(ReportDocument document, string table, string title, string when)
    {
        var form = document.Form.Tables.FirstOrDefault(line => line.Id == table);
        if (form is null || form.Columns.All(line => line.Id != ReportView.Received)) return null;
        var rows = document.Tables.First(line => line.Id == table).Rows.Where(row => row.Id is not ("ALL" or "all" or "us_total"));
        var bars = rows.Select(row => (Row: row, Cell: ReportView.Find(document, table, row.Id, ReportView.Received)))
            .Where(pair => pair.Cell is Cell.Count)
            .Select(pair => (Label: ReportView.Label(form, pair.Row.Id), ((Cell.Count)pair.Cell!).Value))
            .OrderByDescending(bar => bar.Value)
            .Take(20)
            .Select(bar => new ChartBar(bar.Label, bar.Value, CellWords.Number(bar.Value)))
            .ToList();
        return bars.Count == 0 ? null : new BarChart
        {
            Id = "counts",
            Sentence = $"{title}, {when}",
            Description = string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Text}")) + ".",
            Bars = bars,
        };
    }
}
