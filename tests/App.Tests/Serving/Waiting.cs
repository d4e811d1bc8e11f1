using System.Runtime.CompilerServices;
using Writ.Base;
using Writ.Demands.Report;

namespace Writ.App.Tests.Serving;

/// <summary>Waits for what a server does by itself.</summary>
internal static class Waiting
{
    /// <summary>Until it is so: longer than any slow machine needs, and not for ever.</summary>
    public static async Task Until(Func<Task<bool>> so, [CallerArgumentExpression(nameof(so))] string what = "")
    {
        for (var looks = 0; looks < 9_000; looks++)
        {
            if (await so()) return;
            await Task.Delay(20);
        }

        throw new TimeoutException($"Never so: {what}");
    }

    /// <summary>As the other, where nobody has to be asked.</summary>
    public static Task Until(Func<bool> so, [CallerArgumentExpression(nameof(so))] string what = "") => Until(() => Task.FromResult(so()), what);

    /// <summary>Until each entry of the record has its place in the log.</summary>
    public static Task Numbered(this WritServer server) =>
        Until(async () => await server.Count("record_entry", "seq > 0 AND NOT EXISTS (SELECT 1 FROM log_run WHERE seq BETWEEN first_seq AND last_seq)") == 0);

    /// <summary>Until no job is due: nothing changes by itself any more until the time does.</summary>
    public static Task Quiet(this WritServer server) => Until(async () => await server.Count("job", $"due_at <= {server.Time.Now.UtcTicks}") == 0);

    /// <summary>Publishes a report of all that has happened: what is still on its way into the record is waited for.</summary>
    public static async Task<Result<PublishedView>> PublishReport(this WritServer server, string period)
    {
        await server.Numbered();
        return await server.Approver.Post<PublishedView>($"api/v1/reports/{period}");
    }
}
