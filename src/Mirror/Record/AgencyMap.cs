using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Pages;
using Writ.Mirror.Words;

namespace Writ.Mirror.Record;

/// <summary>The areas in which agencies answer, as the record names them, with whether each may ask homes: in words, and never by colour alone.</summary>
internal static class AgencyMap
{
    public static AgenciesModel Of(MirrorSite site)
    {
        var all = site.Facts.Agencies();
        var (shapes, marks) = (new List<MapShape>(), new Dictionary<AgencyId, string>());
        foreach (var agency in all)
        {
            if (agency.Partnership.Jurisdiction is not { } area || site.Areas.Rings(area.Path, area.Sha256) is not { Count: > 0 } rings) continue;
            var mark = CellWords.Number(marks.Count + 1);
            marks[agency.Id] = mark;
            shapes.Add(new MapShape(
                agency.Neighbours.Reason is null ? MapShapeKind.Asks : MapShapeKind.AsksNot, rings,
                new MapLink($"/agencies/{agency.Id.Text}", $"{mark}: {VisibleText.OneLine(agency.Name)}. Asks neighbours: {PartnershipText.Tag(agency.Neighbours)}", mark)));
        }

        // Those that may ask lie on top: their line is full, and a broken one over it would hide that.
        return new AgenciesModel(all, [.. shapes.OrderBy(s => s.Kind == MapShapeKind.Asks)], marks);
    }
}
