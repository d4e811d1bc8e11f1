using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Supervisors;

namespace Writ.Neighbors.Sample;

/// <summary>The sample town's requests, made through the use cases: two published, one refused, and what was asked in the quarter before. Only a sample folder has them. Gives the first of the two.</summary>
public static class SampleRequests
{
    /// <summary>The town's outline, as an agency hands in its area: one GeoJSON Feature.</summary>
    public static byte[] TownOutline()
    {
        using var file = typeof(SampleRequests).Assembly.GetManifestResourceStream("town/" + TownMap.JurisdictionFile)!;
        return JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(file)!["features"]![0]);
    }

    /// <param name="author">An officer of a verified police agency.</param>
    /// <param name="supervisor">Another one of it.</param>
    /// <param name="moderator">A member of staff.</param>
    /// <param name="desk">The member of staff who names supervisors.</param>
    public static async Task<Result<RequestId>> Fill(IServiceProvider services, Caller author, Caller supervisor, Caller moderator, Caller desk)
    {
        var named = await services.GetRequiredService<NameSupervisor>().Name(supervisor.Subject, desk);
        if (!named.Ok) return named.Refusal;
        var past = await SampleOversight.Fill(services, author, supervisor, moderator);
        if (!past.Ok) return past.Refusal;
        RequestId? first = null;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

        // The words speak of an evening: the one before, when it was half past ten.
        var evening = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(-1.5);
        (TypedRequest Typed, string? Rule, string? Why)[] requests =
        [
            (Typed(
                evening, 1.5, "SAMPLE-26-0117", "burglary", "44.290500, -88.405500", "44.287000, -88.410000\n44.287000, -88.401000\n44.294000, -88.401000\n44.294000, -88.410000",
                "Two garages were opened with a tool between nine in the evening and midnight. Bicycles were taken away.",
                "A white or light grey van with a ladder on its roof, its way, and its number plate if it can be read. People carrying bicycles out of a driveway."), null, null),
            (Typed(
                now.AddHours(-53), 2, "SAMPLE-26-0121", "hit-and-run", "44.283500, -88.415500", "44.280500, -88.419500\n44.280500, -88.411500\n44.286500, -88.411500\n44.286500, -88.419500",
                "A car touched somebody on a bicycle at the crossing and drove on to the south.",
                "A dark blue car with a broken right front lamp, going south or turning into a side street."), null, null),
            (Typed(
                now.AddHours(-77), 2, "SAMPLE-26-0124", "vandalism", "44.290000, -88.411000", "44.287500, -88.414500\n44.287500, -88.407000\n44.293000, -88.407000\n44.293000, -88.414500",
                "Posters for the march were put up on a wall of the town hall.",
                "Everybody who walked to the rally, and who spoke there."),
                "lawful-activity", "It asks who took part in an assembly. That is lawful, and nothing here is an incident."),
        ];
        foreach (var (typed, rule, why) in requests)
        {
            var made = await One(services, typed, rule, why, author, supervisor, moderator);
            if (!made.Ok) return made.Refusal;
            first ??= made.Value;
        }

        return first!.Value;
    }

    private static async Task<Result<RequestId>> One(IServiceProvider services, TypedRequest typed, string? rule, string? why, Caller author, Caller supervisor, Caller moderator)
    {
        var begun = await services.GetRequiredService<WriteDraft>().Begin(RequestId.New(), null, author);
        if (!begun.TryGet(out var id, out var refusal)) return refusal;
        var sent = await services.GetRequiredService<SendRequest>().Handle(id.Text, 1, typed, sworn: true, author);
        if (!sent.Ok) return sent;
        var approved = await services.GetRequiredService<ApproveRequest>().Approve(id.Text, supervisor);
        if (!approved.Ok) return approved;
        return rule is null
            ? await services.GetRequiredService<PublishRequest>().Handle(id.Text, read: true, moderator)
            : await services.GetRequiredService<RefuseRequest>().Handle(id.Text, rule, why!, moderator);
    }

    /// <param name="after">Hours from the incident to the end of what is asked for, which is three hours long.</param>
    private static TypedRequest Typed(DateTimeOffset incidentAt, double after, string reference, string incident, string point, string area, string facts, string looking)
    {
        string At(double hours) => Rules.LocalTime.Written(incidentAt.AddHours(hours), TimeZoneInfo.Utc);
        return new TypedRequest(reference, incident, At(0), At(after - 3), At(after), string.Empty, point, area, facts, looking, "Investigations, sample telephone 555-0117");
    }
}
