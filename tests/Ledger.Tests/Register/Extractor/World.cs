using Writ.Base;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Register.Extractor;

/// <summary>What is planted, so that the attack is seen to find it.</summary>
internal enum Planted
{
    Nothing,

    /// <summary>One queue for all, as batches had before they had two.</summary>
    OneQueue,

    /// <summary>One queue for all authorisations, as epochs had before they had lanes.</summary>
    OneEpochQueue,

    /// <summary>A restated report states the band of its own number, whatever was stated before.</summary>
    BandAgain,

    /// <summary>Leaves stand in the order in which they came.</summary>
    InOrder,
}

/// <summary>A leaf that came in.</summary>
/// <param name="Day">Number of the batch before which it came.</param>
internal sealed record Came(int Day, bool Withheld, int Number);

/// <summary>
/// A half-year of one company, and what a stranger gets of it: which leaves of each batch a report opens and from which day they are, receipts of some requesters, the epochs of own copies and consents, two leaves that were put right, some
/// that were unsealed, and the bands of both versions. The number withheld is small or large, and in one band.
/// </summary>
internal sealed class World
{
    private const int Batches = 8;

    private const int Epochs = 6;

    private const int Width = 32;

    private const int Receipts = 6;

    private static readonly Schedule Weekly = new(new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(7), 48, 36, TimeSpan.FromDays(1), 1);

    private readonly Came?[][] places = new Came?[Batches][];

    /// <summary>Own copies and consents: before which epoch they were asked for, with which they went, and at which place.</summary>
    private readonly List<(int Came, int Went, int Place)> mine = [];

    private World()
    {
    }

    public static Sample Draw(Chance chance, bool many, Planted planted)
    {
        var world = new World();
        var came = Arrivals(chance, many);
        var (open, withheld) = (new Queue<Came>(), new Queue<Came>());
        for (var batch = 0; batch < Batches; batch++)
        {
            foreach (var leaf in came.Where(c => c.Day == batch)) (leaf.Withheld && planted != Planted.OneQueue ? withheld : open).Enqueue(leaf);
            var time = new BatchTime(LeafKind.Register, Weekly.From.AddDays(7 * (batch + 1)), Weekly.From.AddDays(7 * (batch + 1)), Weekly.BatchLeaves, Weekly.Reserve);
            Came[] opens = [.. open], closed = [.. withheld];
            var plan = BatchPlan.Places(time, opens.Length, closed.Length);
            world.places[batch] = [.. plan.Select(p => p is { } leaf ? leaf.Lane == LeafLane.Withheld ? closed[leaf.Number] : opens[leaf.Number] : null)];
            if (planted == Planted.InOrder) world.places[batch] = [.. world.places[batch].OrderBy(leaf => leaf?.Number ?? int.MaxValue)];
            for (var i = plan.Count(p => p is { Lane: LeafLane.Open }); i > 0; i--) open.Dequeue();
            for (var i = plan.Count(p => p is { Lane: LeafLane.Withheld }); i > 0; i--) withheld.Dequeue();
        }

        world.Authorise(chance, many, planted);
        return new Sample([.. world.Known(chance, planted)], many);
    }

    /// <summary>
    /// Authorisations of open and withheld demands, others' copies and consents, and those of whoever wants to know: one before each epoch, and once more than an epoch holds, right before it is due.
    /// </summary>
    private void Authorise(Chance chance, bool many, Planted planted)
    {
        const int Leaves = 15;
        const int Burst = 9;
        var burst = 1 + chance.Below(Epochs - 3);
        var lanes = Enum.GetValues<LeafLane>().ToDictionary(lane => lane, _ => new Queue<(int Came, bool Mine)>());
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            Come(LeafLane.Open, 2 + chance.Below(3), false);
            Come(LeafLane.Withheld, many ? 4 + chance.Below(2) : chance.Below(2), false);
            Come(LeafLane.Own, chance.Below(2), false);
            Come(LeafLane.Own, epoch == burst ? Burst : 1, true);
            var time = new BatchTime(planted == Planted.OneEpochQueue ? LeafKind.Register : LeafKind.Authorisation, Weekly.From, Weekly.From, Leaves, 0, epoch % 3);
            var plan = BatchPlan.Places(time, lanes[LeafLane.Open].Count, lanes[LeafLane.Withheld].Count, lanes[LeafLane.Own].Count);
            foreach (var (leaf, place) in plan.Select((leaf, place) => (leaf, place)).Where(p => p.leaf is not null).OrderBy(p => p.leaf!.Value.Number))
            {
                var (came, isMine) = lanes[leaf!.Value.Lane].Dequeue();
                if (isMine) mine.Add((came, epoch, place));
            }

            void Come(LeafLane lane, int count, bool isMine)
            {
                for (; count > 0; count--) lanes[planted == Planted.OneEpochQueue ? LeafLane.Open : lane].Enqueue((epoch, isMine));
            }
        }

        for (var left = lanes.Values.Sum(lane => lane.Count(leaf => leaf.Mine)); left > 0; left--) mine.Add((Epochs, Epochs, -1));
    }

    /// <summary>A burst of open ones that no batch holds, so that some are carried over; with it a burst of withheld ones that their room does hold. Which batch is hit is drawn.</summary>
    private static List<Came> Arrivals(Chance chance, bool many)
    {
        var (burst, number) = (1 + chance.Below(Batches - 3), 0);
        var days = Enumerable.Range(0, Batches).SelectMany(day => Enumerable.Repeat((Day: day, Withheld: false), day == burst ? 20 : 3 + chance.Below(5))).ToList();
        var room = new BatchTime(LeafKind.Register, Weekly.From, Weekly.From, Weekly.BatchLeaves, Weekly.Reserve).RoomOf(LeafLane.Withheld);
        for (var left = many ? 31 : 5; left > 0;)
        {
            var day = chance.Below(10) < 3 ? burst : chance.Below(Batches);
            if (days.Count(d => d.Withheld && d.Day == day) == room) continue;
            days.Add((day, true));
            left--;
        }

        return [.. days.Select(d => (Of: d, Turn: chance.Below(int.MaxValue))).OrderBy(d => d.Of.Day).ThenBy(d => d.Turn).Select(d => new Came(d.Of.Day, d.Of.Withheld, number++))];
    }

    /// <summary>Everything that can be read, and what can be worked out of it: places, gaps, orders, runs, carry-over, totals that subtract.</summary>
    private IEnumerable<double> Known(Chance chance, Planted planted)
    {
        var all = places.SelectMany((batch, b) => batch.Select((leaf, place) => (Leaf: leaf, Batch: b, Place: place))).ToList();
        var sums = new double[6];
        for (var b = 0; b < Batches; b++)
        {
            var opened = all.Where(p => p.Batch == b && p.Leaf is { Withheld: false }).ToList();
            var at = opened.Select(p => (double)p.Place).ToArray();
            var gaps = at.Zip(at.Skip(1), (x, y) => y - x).DefaultIfEmpty(0).ToArray();
            var carried = all.Count(p => p.Batch == b + 1 && p.Leaf is { Withheld: false } late && late.Day <= b);
            var full = carried > 0 ? Weekly.BatchLeaves - Weekly.Reserve - opened.Count : -1;
            double[] mine =
            [
                opened.Count, at.DefaultIfEmpty(-1).First(), at.DefaultIfEmpty(-1).Last(), at.DefaultIfEmpty(0).Average(), gaps.Max(), gaps.Average(), carried, full,
                opened.Zip(opened.Skip(1), (x, y) => x.Leaf!.Day <= y.Leaf!.Day ? 1 : 0).Sum(), opened.DefaultIfEmpty().Average(p => p.Leaf?.Day ?? 0),
            ];
            foreach (var value in mine) yield return value;
            (sums[0], sums[1], sums[2], sums[3]) = (sums[0] + mine[0], sums[1] + Math.Max(0, full), sums[2] + mine[4], sums[3] + carried);
        }

        // Receipts: those who asked know when, and where their leaf stands. Some of them are told that theirs stays closed.
        foreach (var withheld in (bool[])[false, true])
        {
            var mine = all.Where(p => p.Leaf?.Withheld == withheld).OrderBy(_ => chance.Below(int.MaxValue)).Take(withheld ? 3 : Receipts).OrderBy(p => p.Leaf!.Day).ThenBy(p => p.Place).ToList();
            foreach (var p in mine) foreach (var value in (double[])[p.Batch - p.Leaf!.Day, p.Place]) yield return value;
            sums[4] += mine.Sum(p => p.Place) * (withheld ? 1 : -1);
            sums[5] += mine.Zip(mine.Skip(1), (x, y) => Math.Abs(x.Place - y.Place)).DefaultIfEmpty(0).Min();
        }

        // Two open ones were to be withheld; two withheld ones are unsealed. Of both everybody sees the place.
        foreach (var withheld in (bool[])[false, true])
        {
            foreach (var p in all.Where(p => p.Leaf?.Withheld == withheld).OrderBy(_ => chance.Below(int.MaxValue)).Take(2)) foreach (var value in (double[])[p.Batch, p.Place]) yield return value;
        }

        // Own copies and consents: when they were asked for, and when each came into the log.
        foreach (var (came, went, place) in mine.OrderBy(leaf => leaf.Came).ThenBy(leaf => leaf.Went).ThenBy(leaf => leaf.Place)) foreach (var value in (double[])[came, went - came, place]) yield return value;
        for (var epoch = 0; epoch < Epochs; epoch++) yield return mine.Count(leaf => leaf.Went == epoch && leaf.Came < epoch);
        yield return mine.Sum(leaf => leaf.Went - leaf.Came);

        var number = all.LongCount(p => p.Leaf?.Withheld == true);
        var first = Report(Band(number), 1000);
        var again = planted != Planted.BandAgain && RestatedBand.WouldTell(first, "us/250", [2000, 2001]) ? null : Band(number + 2);
        foreach (var value in (double[])[first.Unopened!.Band!.Lo, first.Unopened.Count, again?.Lo ?? -1, again?.Hi ?? -1, .. sums]) yield return value;
    }

    private static ReportBand Band(long number) => new(number / Width * Width, (number / Width * Width) + Width - 1, "us/250");

    private ReportDocument Report(ReportBand band, long treeSize)
    {
        var unopened = places.Sum(batch => batch.Count(leaf => leaf is not { Withheld: false }));
        return new ReportDocument(
            "writ.report/v1", "Sample Company", "writ.invalid/worlds", "2026-h1", 1, false, false, 0, Batches * Weekly.BatchLeaves, treeSize, new ReportForm("f", "F", "v", [], []), [], [], [],
            new OpeningsFile("o", "h", (Batches * Weekly.BatchLeaves) - unopened), new UnopenedPart(unopened, band, new ProofsFile("p", "h")));
    }
}
