using Writ.App.Data;
using Writ.Base;
using Writ.Demands.Report;
using Writ.Mirror;

namespace Writ.App.Record;

/// <summary>Keeps the index of published reports in step with the record: a report stands on it once its fact is in.</summary>
internal sealed class Shelf(PublishReport reports, Sequencer sequencer, DataFolder folder)
{
    private int shown = -1;

    public async Task Refresh()
    {
        var all = await reports.InRecord(sequencer.PublishedSize);
        if (all.Count == shown) return;
        var newest = all.GroupBy(r => r.Period).Select(g => g.MaxBy(r => r.Version)!)
            .Select(r => new ReportIndexEntry(r.Period, r.Version, r.Path, r.Provisional, r.Replay));
        var path = Path.Combine(folder.Published, ReportIndex.File);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Durable.Replace(path, ReportIndex.Write(newest), others: true);
        shown = all.Count;
    }
}
