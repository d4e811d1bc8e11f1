using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Writ.Bench.Harness;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Bench;

/// <summary>Verifying a whole log of 200,000 entries: its tree by itself, and the program <c>writ-verify</c> from first file to verdict.</summary>
internal sealed class LedgerVerify : IBench
{
    private const int Entries = 200_000;

    private const int Rounds = 9;

    public string Name => "ledger-verify";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var folder = workspace.NewFolder("verify");
        var entries = SampleLog.Write(folder, Entries);
        var leaves = new byte[Entries * 32];
        for (var i = 0; i < Entries; i++) Rfc6962.Leaf(entries[i], leaves.AsSpan(i * 32, 32));
        var tree = await Harness.Rounds.Alternate(Rounds, () => Tree(leaves), () => Raw(65));
        var whole = await Harness.Rounds.Alternate(5, () => Program(folder), () => Raw(65));
        return
        [
            new Row(
                Name, "the tree: bundle by bundle, with the rows of its tiles", Text.Rate(tree.Ours, "nodes"), $"{Text.Rate(tree.Peer, "nodes")} SHA256.HashData of 65 bytes",
                tree.RatioText, Vector512.IsHardwareAccelerated ? ">= 5 M nodes/s" : ">= 0.8"),
            new Row(
                Name, "`writ-verify` on the folder: files, leaves, strict parsing with group points, tree, tiles", Text.Rate(whole.Ours, "hashes"),
                $"{Text.Rate(whole.Peer, "nodes")} the same", whole.RatioText, "-"),
        ];
    }

    private static double Tree(byte[] leaves)
    {
        const int Times = 5;
        var from = Stopwatch.GetTimestamp();
        for (var time = 0; time < Times; time++)
        {
            var tree = new TreeBuilder();
            var tiles = 0;
            for (var at = 0; at < leaves.Length; at += TilePath.Width * 32)
                tree.Append(leaves.AsSpan(at, Math.Min(TilePath.Width * 32, leaves.Length - at)), (level, _, hashes) => tiles += level % 8 == 0 ? hashes.Length : 0);
            _ = tree.Root();
        }

        return Times * (double)(Entries - 1) / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static double Raw(int bytes)
    {
        const int Times = 400_000;
        Span<byte> node = stackalloc byte[bytes];
        Span<byte> hash = stackalloc byte[32];
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
        {
            SHA256.HashData(node, hash);
            hash.CopyTo(node[1..]);
        }

        return Times / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    /// <summary>Leaves and nodes: so many hashes make the log.</summary>
    private static double Program(string folder)
    {
        var (output, said) = (Console.Out, new StringWriter());
        Console.SetOut(said);
        var from = Stopwatch.GetTimestamp();
        var exit = Inside.Run("writ-verify", folder);
        var took = Stopwatch.GetElapsedTime(from).TotalSeconds;
        Console.SetOut(output);
        if (exit != 0) throw new InvalidOperationException($"writ-verify ended with {exit}: {said}");
        return ((2 * Entries) - 1) / took;
    }
}

/// <summary>A log folder of register leaves that any verifier accepts.</summary>
internal static class SampleLog
{
    public static List<byte[]> Write(string folder, int count)
    {
        const string Origin = "writ.invalid/bench";
        using var key = SigningKey.Generate(Origin);
        using var promises = SigningKey.Generate(Promises.KeyNameFor(Origin));
        var log = new LogFolder(Directory.CreateDirectory(Path.Combine(folder, "ledger")).FullName);
        List<byte[]> entries = [Facts.LogOpened(Origin, promises.Verifier.ToString(), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), .. Leaves(count - 1)];
        var writer = LogWriter.Open(log, key, null).Value;
        foreach (var batch in entries.Chunk(4096))
        {
            var head = writer.Integrate([.. batch.Select(e => (ReadOnlyMemory<byte>)e)]);
            var note = writer.Sign(head);
            writer.Accept(head);
            writer.Publish(note);
        }

        return entries;
    }

    // Few commitments, for making one costs more than all the rest; the two hashes differ in every leaf.
    private static IEnumerable<byte[]> Leaves(int count)
    {
        var record = new RegisterRecord(
            new DateOnly(2026, 1, 1), "us/search-warrant", "search_warrant", true, "US", "court", "retail", false, 1, false, false,
            Base.AgencyId.New(), Base.DemandId.New());
        var some = Enumerable.Range(0, 64).Select(_ => RegisterOpening.Draw(DemandClass.Open, record).Leaf()).ToList();
        for (var i = 0; i < count; i++)
        {
            var leaf = some[i % some.Count].ToArray();
            RandomNumberGenerator.Fill(leaf.AsSpan(34));
            yield return leaf;
        }
    }
}
