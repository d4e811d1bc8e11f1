using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>
/// Two worlds, third world and the subpoena drill: an agency and the company's people see the same whatever homes do; and given the whole server (every row, file and line of log), looking, declining and ignoring cannot be told apart. Each
/// is shown to find what would have left a trace.
/// </summary>
public sealed class WorldTests
{
    // No more than may sign in from one address in a minute.
    private const int HomesOfTown = 8;

    private const int Towns = 4;

    private static readonly string Asked = RequestId.New().Text;

    private static readonly string Asker = AgencyId.New().Text;

    [Fact]
    public async Task Whether_a_home_looked_declined_opted_out_or_did_nothing_everybody_sees_and_the_server_holds_the_same()
    {
        var ignored = await World(Behaviour.Ignores);
        foreach (var behaviour in (Behaviour[])[Behaviour.Looks, Behaviour.Declines, Behaviour.OptsOut])
        {
            var other = await World(behaviour);
            Same(ignored.Seen, other.Seen);
            Same(ignored.Held, other.Held);
        }

        // Without a recording or a camera the server holds less; the agency and the company's people see the same.
        foreach (var behaviour in (Behaviour[])[Behaviour.HasNothing, Behaviour.HasNoCamera]) Same(ignored.Seen, (await World(behaviour)).Seen);
        Assert.NotEmpty(Differ(ignored.Held, (await World(Behaviour.Ignores, changes: 1)).Held));
    }

    [Fact]
    public async Task Who_has_the_whole_server_tells_those_who_declined_from_those_who_ignored_no_better_than_by_chance()
    {
        var chance = new Chance(20260310);
        var (told, toldWithTrace) = (new List<Known>(), new List<Known>());
        for (var i = 0; i < Towns; i++)
        {
            var (town, traced) = await Town(chance);
            told.AddRange(town);
            toldWithTrace.AddRange(traced);
        }

        // By chance 16 of 32, and 23 or more in one of a hundred; these towns are always the same.
        Assert.InRange(Classifier.LeaveOneOut(told), 0, 22);
        Assert.InRange(Classifier.LeaveOneOut(toldWithTrace), 30, 32);
    }

    /// <summary>What a town's server knows of each home, half of which declined; and what it knows once each of those left a trace, a clip more than before.</summary>
    private static async Task<(List<Known> Homes, List<Known> Traced)> Town(Chance chance)
    {
        await using var server = await WritServer.Start();
        var log = Listen(server);
        var town = await HomeInTown.MoveIn(server, HomesOfTown);
        var declines = chance.Order(HomesOfTown).Take(HomesOfTown / 2).ToHashSet();
        foreach (var i in chance.Order(HomesOfTown))
        {
            server.Time.Now += TimeSpan.FromSeconds(1 + chance.Below(89));
            await town[i].Lives(1 + chance.Below(3), chance.Below(3), chance.Below(3));
            await town[i].Does(declines.Contains(i) ? Behaviour.Declines : Behaviour.Ignores, Asked, Asker);
            await town[i].Lives(chance.Below(2), chance.Below(3), chance.Below(2));
        }

        async Task<List<Known>> All()
        {
            var dump = await ServerDump.Of(server, log);
            return [.. town.Select((home, i) => Known.Of(dump, home, declines.Contains(i)))];
        }

        var homes = await All();
        foreach (var i in declines) _ = await town[i].Hub.Uploaded(await town[i].Hub.Camera(), 4_000);
        var traced = await All();
        foreach (var home in town) home.Dispose();
        return (homes, traced);
    }

    /// <summary>What the agency's and the company's people see, and what the server holds.</summary>
    private static async Task<(IReadOnlyList<string> Seen, IReadOnlyList<string> Held)> World(Behaviour behaviour, int changes = 0)
    {
        await using var server = await WritServer.Start();
        var log = Listen(server);
        using var agency = await AgencyInTown.Asks(server);
        var town = await HomeInTown.MoveIn(server, behaviour == Behaviour.HasNoCamera ? 0 : 2);
        var clips = behaviour == Behaviour.HasNothing ? 0 : 2;
        foreach (var home in town) await home.Lives(clips, 1, 1);
        if (town.Count > 0) await town[0].Does(behaviour, agency.Request, Asker);
        for (var i = 0; i < changes; i++) await town[0].Changes();
        foreach (var home in town) await home.Lives(clips, 1, 1);
        foreach (var home in town) home.Dispose();
        var held = (await ServerDump.Of(server, log)).Masked;
        return (await agency.Transcript(), held);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same town every time.</summary>
    private sealed class Chance(ulong seed)
    {
        private ulong state = seed;

        public IReadOnlyList<int> Order(int count) => [.. Enumerable.Range(0, count).OrderBy(_ => Below(int.MaxValue)).ToList()];

        public int Below(int end)
        {
            unchecked
            {
                state += 0x9E3779B97F4A7C15;
                var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
                return (int)((mixed ^ (mixed >> 31)) % (ulong)end);
            }
        }
    }

    /// <summary>Says each line that differs from where it does.</summary>
    private static void Same(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var differ = Differ(one, other);
        var said = differ.Select(line => differ.Where(l => l[0] != line[0]).Select(l => line.Zip(l).Skip(2).TakeWhile(p => p.First == p.Second).Count()).DefaultIfEmpty(0).Max() is var at
            ? $"{line[..Math.Min(60, line.Length)]} … {line.Substring(Math.Clamp(at - 40, 0, line.Length), Math.Min(160, line.Length - Math.Clamp(at - 40, 0, line.Length)))}" : line);
        Assert.True(differ.Count == 0, string.Join('\n', said));
    }

    /// <summary>Lines that only one of them has, or has more often.</summary>
    private static List<string> Differ(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        static IEnumerable<string> Numbered(IReadOnlyList<string> lines) => lines.GroupBy(l => l, StringComparer.Ordinal).SelectMany(g => g.Select((line, i) => $"{line} ({i})"));
        var (a, b) = (Numbered(one).ToHashSet(StringComparer.Ordinal), Numbered(other).ToHashSet(StringComparer.Ordinal));
        return [.. a.Except(b).Select(l => $"- {l}"), .. b.Except(a).Select(l => $"+ {l}")];
    }

    private static ServerLog Listen(WritServer server)
    {
        var log = new ServerLog();
        server.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        return log;
    }
}
