using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Text;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Neighbors.Pages;

/// <summary>Puts together what a page shows of a request.</summary>
internal sealed class RequestViews(RequestBook book, StaffNames staff, IAgencyStanding standing, TownMap town, RequestLimits limits, TimeProvider time)
{
    public static RequestLine Line(CommunityRequest row)
    {
        if (row.Checked is not null) return new RequestLine(row, row.AsSent().Case, Rules.Incident.Of(row.AsSent().Incident).Words);
        var typed = TypedRequest.Of(row.Typed);
        return new RequestLine(row, typed.Case.Length == 0 ? "Draft without a reference" : typed.Case, Rules.Incident.Find(typed.Incident)?.Words ?? "Not chosen yet");
    }

    public async Task<DraftView> Draft(IWork work, CommunityRequest row, TypedRequest typed)
    {
        var now = time.GetUtcNow();
        var stands = await standing.At(work, row.AgencyId, now);
        var read = AreaText.Read(typed.Area, limits);
        var point = AreaText.Line(typed.Point) is { Ok: true } place ? place.Value : (Place?)null;
        var shapes = read.TryGet(out var area, out _) ? Shapes(area, point, stands.Jurisdiction, limits.Earliest(now), DateTimeOffset.MaxValue) : [];
        var words = area is null
            ? string.Empty
            : $"This area has {WordsOf.Number((long)area.SquareMetres)} square metres ({area.SquareMetres / RequestLimits.SquareMile:0.000} square miles) and {(town.Dwellings is { } grid ? WordsOf.Count(grid.Count(area), "dwelling") : "an unknown number of dwellings")}";
        var back = (await RequestBook.History(work, row)).LastOrDefault(e => e.Kind == RequestEventKind.Returned);
        return new DraftView(row, typed, stands.Zone.Id, shapes, words, back?.Note, limits, GroundToDraw.Of(stands.Jurisdiction, town, limits, now));
    }

    /// <param name="desk">The company's side: what reading for words found is shown.</param>
    public async Task<RequestView> Sent(IWork work, CommunityRequest row, Caller caller, bool desk, TypedAnswer? typed = null)
    {
        var now = time.GetUtcNow();
        var document = row.Document is null ? row.AsSent() : row.AsPublished();
        var stands = await standing.At(work, row.AgencyId, now);
        var area = Area.FromTrusted([.. document.Area.Select(p => Place.Of(p.Latitude, p.Longitude)!.Value)]);
        var (officers, people) = (await book.Officers(work, row.AgencyId), await staff.All(work));
        var supervisor = !desk && await book.IsSupervisor(work, caller);
        return new RequestView(
            row, document, Shapes(area, Place.Of(document.Point.Latitude, document.Point.Longitude), stands.Jurisdiction, document.From, document.To), await RequestBook.History(work, row),
            desk ? TextLint.Read(document.Facts, document.LookingFor, document.Contact, document.Case) : [],
            id => id == caller.Subject ? "You" : officers.GetValueOrDefault(id) ?? (desk && people.TryGetValue(id, out var known) ? known.Name : "The company, or somebody outside"),
            supervisor && row.Author != caller.Subject && row.State == RequestState.Supervisor,
            row.Author == caller.Subject,
            !desk && row.IsOpen(now) && row.Corrects is null && limits.PostsPerCase > 1,
            !desk && row.State == RequestState.Published,
            stands.Zone, RequestId.New().Text, now, typed ?? new TypedAnswer());
    }

    private List<MapShape> Shapes(Area area, Place? point, Geometry? jurisdiction, DateTimeOffset from, DateTimeOffset to)
    {
        var near = new Envelope(area.Shape.EnvelopeInternal);
        near.ExpandBy(near.Width, near.Height);
        var window = area.Shape.Factory.ToGeometry(near);
        var shapes = new List<MapShape>();

        // Only what is near: a whole county around half a square mile would show a dot.
        if (jurisdiction is not null) Add(MapShapeKind.Ground, jurisdiction.Intersection(window));
        foreach (var care in town.Care(from, to)) Add(MapShapeKind.Care, care.Intersection(window));
        Add(MapShapeKind.Asked, area.Shape);
        if (point is { } place) shapes.Add(new MapShape(MapShapeKind.Point, [[(place.Latitude, place.Longitude)]]));
        return shapes;

        void Add(MapShapeKind kind, Geometry shape)
        {
            var rings = Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>()
                .Select(p => (IReadOnlyList<(double, double)>)[.. p.ExteriorRing.Coordinates.Select(c => (c.Y, c.X))]).ToList();
            if (rings.Count > 0) shapes.Add(new MapShape(kind, rings));
        }
    }
}
