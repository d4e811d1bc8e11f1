using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;

namespace Writ.Hub.Home;

/// <summary>
/// Who looked at what, for the pages at home. A look goes to the server at once; while that is away the hub keeps it (<c>looks.json</c>), so that nothing
/// is shown unwritten, and brings it later. Where another look has taken its number by then, the hub carries it under the next one, in a text of its own.
/// </summary>
internal sealed class HomeLooks(HubFolder folder, Keyring ring, ServerLine line)
{
    private const int MostWaiting = 5_000;

    private const int MostLook = 3 * 1024;

    private readonly SemaphoreSlim turn = new(1);
    private Kept? kept;

    private string File => Path.Combine(folder.Root, "looks.json");

    /// <summary>Number of the next look; null where the server was never asked and does not answer.</summary>
    public Task<int?> Next(CancellationToken stop) => InTurn(async () => await Bring(stop) is { Ok: true, Value: var next } ? next : Offline(), stop);

    /// <summary>Refusals <c>sources-look-number</c>, <c>hub-server-unreachable</c>, those of the server.</summary>
    public Task<Result<bool>> Add(int number, byte[] box, CancellationToken stop) => InTurn<Result<bool>>(async () =>
    {
        if (await Bring(stop) is { Ok: true })
        {
            var sent = await Send(number, box, stop);
            if (sent.Ok) Keep(new Kept(number + 1, []));
            if (sent.Refusal?.Code != SyncRefusals.Unreachable.Code) return sent;
        }

        if (Offline() is not { } next || Load().Waiting.Length >= MostWaiting) return SyncRefusals.Unreachable;
        if (number != next) return HomeRefusals.LookNumber;

        // What the server would never take must not stand in the way of what comes after it.
        if (Opened(new BoxView(number, box)) is not { } look || !IsOurs(look)) return HomeRefusals.Malformed;
        Keep(Load() with { Waiting = [.. Load().Waiting, new BoxView(number, box)] });
        return true;
    }, stop);

    /// <summary>While the server is away, what waits here and nothing older.</summary>
    public Task<Result<LookPage>> Page(int from, CancellationToken stop) => InTurn<Result<LookPage>>(async () =>
    {
        if (await Bring(stop) is { Ok: true }) return await line.Get<LookPage>(string.Create(CultureInfo.InvariantCulture, $"looks?from={from}"), stop);
        if (Offline() is not { } next || from < Load().Next) return SyncRefusals.Unreachable;
        return new LookPage([.. Load().Waiting.Where(l => l.Number >= from).Take(100)], next);
    }, stop);

    /// <summary>Brings what waits.</summary>
    public Task RoundAsync(CancellationToken stop) => Load() is { Next: not null, Waiting.Length: 0 } ? Task.CompletedTask : InTurn(() => Bring(stop), stop);

    private int? Offline() => Load() is { Next: { } next } known ? next + known.Waiting.Length : null;

    /// <summary>The server's next number, once everything that waited is there.</summary>
    private async Task<Result<int>> Bring(CancellationToken stop)
    {
        while (Load().Waiting is [var first, .. var rest])
        {
            var sent = await Send(first.Number, first.Box, stop);
            var number = first.Number;
            if (sent.Refusal?.Code == HomeRefusals.LookNumber.Code)
            {
                if (!(await Ask(stop)).TryGet(out number, out var late)) return late;
                if (Carried(first, number) is { } box) sent = await Send(number, box, stop);
            }

            if (!sent.Ok) return sent.Refusal;
            Keep(new Kept(number + 1, [.. rest]));
        }

        if (!(await Ask(stop)).TryGet(out var next, out var refusal)) return refusal;
        if (Load().Next != next) Keep(new Kept(next, []));
        return next;
    }

    private async Task<Result<int>> Ask(CancellationToken stop) => (await line.Get<LookPage>($"looks?from={int.MaxValue}", stop)).Map(page => page.Next);

    private async Task<Result<bool>> Send(int number, byte[] box, CancellationToken stop) => (await line.Pass(
        HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"looks?number={number}"), box, "application/octet-stream", stop)).Map(_ => true);

    private byte[]? Carried(BoxView look, int number)
    {
        if (Opened(look) is not { } signed) return null;
        var text = SignedText.Sign(ring.Own, "carried-look", new JsonObject { ["home"] = ring.Current().Home.Text, ["look"] = Encoding.UTF8.GetString(signed), ["number"] = number });
        return HomeBox.Seal(ring.Current(), Purpose(number), text.Write());
    }

    /// <summary>What is sealed in it; null where it is sealed for something else.</summary>
    private byte[]? Opened(BoxView look)
    {
        if (HomeBox.Generation(look.Box) is not { } generation || ring.Of(generation) is not { } key) return null;
        return HomeBox.Open(key, Purpose(look.Number), look.Box).TryGet(out var signed, out _) && signed.Length <= MostLook ? signed : null;
    }

    private bool IsOurs(byte[] signed) => SignedText.Read(signed, "look").TryGet(out var text, out _) && ring.Chain!.Find(text.By) is { } by && text.IsBy(by.Holder);

    private static string Purpose(int number) => string.Create(CultureInfo.InvariantCulture, $"look/{number}");

    private async Task<T> InTurn<T>(Func<Task<T>> act, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            return await act();
        }
        finally
        {
            turn.Release();
        }
    }

    private Kept Load() => kept ??= System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Kept>(System.IO.File.ReadAllBytes(File))! : new Kept(null, []);

    private void Keep(Kept next)
    {
        Durable.Replace(File, JsonSerializer.SerializeToUtf8Bytes(next));
        kept = next;
    }

    /// <param name="Next">The server's, as it was heard last.</param>
    private sealed record Kept(int? Next, BoxView[] Waiting);
}
