using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Oversight.Pressure;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Moderate;
using Writ.Store;

namespace Writ.Neighbors.Sample;

/// <summary>
/// What the sample town saw in the quarter before: requests and reports of pressure, made through the use cases as of then and all in one act, so that the quarter is published
/// with all of them. Only a sample folder has a past.
/// </summary>
internal static class SampleOversight
{
    private const int Pressed = 23;

    // Days before the quarter's end, and where; south and west, a square of some 700 metres.
    private static readonly (int DaysBefore, string Reference, string Incident, double South, double West)[] Asked =
    [
        (80, "SAMPLE-26-0031", "burglary", 44.2825, -88.4310),
        (71, "SAMPLE-26-0044", "vehicle-theft", 44.2755, -88.4180),
        (58, "SAMPLE-26-0052", "robbery", 44.2750, -88.4060),
        (44, "SAMPLE-26-0067", "theft", 44.2770, -88.3960),
        (31, "SAMPLE-26-0080", "burglary", 44.2765, -88.4250),
        (20, "SAMPLE-26-0091", "arson", 44.2790, -88.4140),
        (9, "SAMPLE-26-0102", "burglary", 44.3000, -88.4300),
    ];

    public static async Task<Result<bool>> Fill(IServiceProvider services, Caller author, Caller supervisor, Caller moderator)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var end = Quarters.Of(now).Begin();
        return await services.GetRequiredService<IStore>().Act<bool>(async work =>
        {
            var store = new OneAct(work);
            foreach (var (days, reference, incident, south, west) in Asked)
            {
                var time = new PastTime(end.AddDays(-days).AddHours(10));
                var asked = await Ask(services, store, time, Typed(time.GetUtcNow(), reference, incident, south, west), author, supervisor, moderator);
                if (asked.Refusal is { } no) return no;
            }

            for (var i = 0; i < Pressed; i++)
            {
                var time = new PastTime(end.AddDays(-1 - (i * 3 % 80)));
                var typed = new TypedPressure(author.Agency!.Value.Text, ReportPressure.Months(time.GetUtcNow())[0], PressureWords.Kinds[i % 3].Value, i == 0 ? "Two officers came twice after I had not answered, and asked why." : "");
                var made = await Made<ReportPressure>(services, store, time).Handle(typed, BlobId.New());
                if (made.Refusal is { } no) return no;
            }

            return true;
        });
    }

    private static async Task<Result<RequestId>> Ask(IServiceProvider services, OneAct store, PastTime time, TypedRequest typed, Caller author, Caller supervisor, Caller moderator)
    {
        var begun = await Made<WriteDraft>(services, store, time).Begin(RequestId.New(), null, author);
        if (!begun.TryGet(out var id, out var refusal)) return refusal;
        var sent = await Made<SendRequest>(services, store, time).Handle(id.Text, 1, typed, sworn: true, author);
        if (!sent.Ok) return sent;
        var approved = await Made<ApproveRequest>(services, store, time).Approve(id.Text, supervisor);
        return approved.Ok ? await Made<PublishRequest>(services, store, time).Handle(id.Text, read: true, moderator) : approved;
    }

    private static TypedRequest Typed(DateTimeOffset now, string reference, string incident, double south, double west)
    {
        string At(double hours) => Rules.LocalTime.Written(now.AddHours(hours), TimeZoneInfo.Utc);
        string Corner(double north, double east) => FormattableString.Invariant($"{south + north:0.000000}, {west + east:0.000000}");
        return new TypedRequest(
            reference, incident, At(-20), At(-21), At(-18), string.Empty, Corner(0.003, 0.0045), string.Join('\n', Corner(0, 0), Corner(0, 0.009), Corner(0.006, 0.009), Corner(0.006, 0)),
            "What happened was reported by somebody who lives there, and an officer saw the damage.", "People or vehicles leaving the place in a hurry, and which way.",
            "Investigations, sample telephone 555-0117");
    }

    private static T Made<T>(IServiceProvider services, OneAct store, PastTime time) => ActivatorUtilities.CreateInstance<T>(services, store, time);

    /// <summary>Use cases that are part of one act: each sees what those before it wrote.</summary>
    private sealed class OneAct(IWork work) : IStore
    {
        public async Task<Result<T>> Act<T>(Func<IWork, Task<Result<T>>> act, CancellationToken cancel = default)
        {
            var done = await act(work);
            if (done.Ok) await work.Db().SaveChangesAsync(cancel);
            return done;
        }

        public Task<T> Look<T>(Func<IWork, Task<T>> look, CancellationToken cancel = default) => look(work);
    }

    private sealed class PastTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
