using System.Security.Cryptography;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

/// <summary>
/// Sequence, integrate, sign, swap, publish, flush: every single call that changes the disk is made to fail in turn, as a full disk does (the process goes on) and as a
/// kill does (another one starts). What was signed stays true each time, and in the end there is one whole log. Beside these calls there is only the database, whose commit is whole or not at all.
/// </summary>
public sealed class EveryCallTests : IDisposable
{
    private const string Origin = "writ.invalid/every-call";

    private readonly SigningKey key = SigningKey.Generate(Origin);

    // Hundreds of logs are flushed, and none has to survive anything: in memory where the system has such a folder.
    private readonly string root = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"writ-calls-{Path.GetRandomFileName()}")).FullName;

    /// <summary>How it fails, and over which batches: the first ever; within a tile; across tiles, so that partial ones are dropped and folders are made.</summary>
    public static TheoryData<string, int[]> Runs()
    {
        var data = new TheoryData<string, int[]>();
        foreach (var fault in Enum.GetNames<Fault>())
        {
            data.Add(fault, [3]);
            data.Add(fault, [3, 5, 1]);
            data.Add(fault, [250, 10, 300]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Whichever_call_fails_nothing_signed_is_lost_and_the_log_goes_on(string name, int[] batches)
    {
        var fault = Enum.Parse<Fault>(name);
        var seen = new HashSet<DiskCall>();
        var calls = 0;
        for (var failing = 1; ; failing++)
        {
            var house = new House(Path.Combine(root, $"{name}-{failing}"), key, failing, fault, seen);
            foreach (var batch in batches) house.Batch(batch);
            house.Finish();
            house.IsWhole();
            Directory.Delete(house.Root, recursive: true);
            if (!house.Failed) break;
            calls = failing;
        }

        // All kinds of calls were met, and not a few of them.
        Assert.True(calls >= batches.Length * 8, $"{calls} calls");
        Assert.Superset(new HashSet<DiskCall> { DiskCall.MakeFolder, DiskCall.Create, DiskCall.Write, DiskCall.Rename, DiskCall.Flush, DiskCall.FlushFolder }, seen);
        if (batches.Sum() > TilePath.Width) Assert.Contains(DiskCall.Delete, seen);
    }

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(root, recursive: true);
    }

    private enum Fault
    {
        /// <summary>The call says that there is no room; the process tries again.</summary>
        Full,

        /// <summary>As before, and half of a write got through.</summary>
        Torn,

        /// <summary>The process is gone before the call; another opens the folder.</summary>
        Killed,
    }

    private sealed class KilledException : Exception;

    /// <summary>The sequencer's order of steps over a database that is two variables, as its own tests have it over a real one.</summary>
    private sealed class House(string root, SigningKey key, int failing, Fault fault, HashSet<DiskCall> seen)
    {
        // The root is over all of them; reading some shows that the bundles are there.
        private const int Stride = 31;

        private readonly List<ReadOnlyMemory<byte>> outbox = [];
        private LogWriter? writer;
        private int calls;
        private string? signed;
        private long size;
        private long synced;
        private Checkpoint? shown;

        public string Root => root;

        public bool Failed { get; private set; }

        private LogFolder Folder => new(root) { Before = Call };

        public void Batch(int count)
        {
            for (var i = 0; i < count; i++) outbox.Add(RandomNumberGenerator.GetBytes(40));
            Step(() =>
            {
                Start();
                var head = writer!.Integrate([.. outbox.Skip((int)size)]);
                var note = writer.Sign(head);
                (signed, size) = (note, head.Size);
                writer.Accept(head);
                writer.Publish(note);
            });
            Step(Flush);
        }

        public void Finish() => Step(Flush);

        /// <summary>As a stranger and as the next start see it.</summary>
        public void IsWhole()
        {
            var folder = new LogFolder(root);
            var last = Checkpoint.Open(folder.ReadCheckpoint()!, [key.Verifier]).Value;
            Assert.Equal((long)outbox.Count, last.Size);
            Assert.Equal(last.Root, folder.RootAt(last.Size));
            for (var i = 0; i < outbox.Count; i += Stride) Assert.Equal(outbox[i].ToArray(), folder.ReadEntry(i, last.Size).ToArray());
            Assert.True(LogWriter.Open(folder, key, signed).Ok);
            Assert.Equal(size, synced);

            // Whatever lies there has the bytes of its name: no slot holds two contents.
            var tree = LogWriter.Open(new LogFolder(root + "-again"), key, null).Value;
            tree.Accept(tree.Integrate(outbox));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root + "-again", "tile"), "*", SearchOption.AllDirectories))
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(root, Path.GetRelativePath(root + "-again", file))));
            Assert.DoesNotContain(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories), file => fault != Fault.Killed && file.EndsWith(".tmp", StringComparison.Ordinal));
            Directory.Delete(root + "-again", recursive: true);
        }

        private void Start()
        {
            if (writer is not null) return;
            if (synced < size) Assert.True(LogWriter.Rebuild(Folder, synced, outbox.Take((int)size).Skip((int)synced)).Ok);
            writer = LogWriter.Open(Folder, key, signed).Value;
            if (signed is not null) writer.Publish(signed);
        }

        private void Flush()
        {
            Start();
            writer!.Sync();
            synced = size;
        }

        private void Step(Action step)
        {
            while (true)
            {
                try
                {
                    step();
                    return;
                }
                catch (Exception e) when (e is IOException or KilledException)
                {
                    Assert.True(Failed);
                    writer = null;
                    Shown();

                    // What was signed is never signed again otherwise; only the rest of the step is still to do.
                    if (size == outbox.Count && step.Method.Name != nameof(Flush)) step = Start;
                }
            }
        }

        /// <summary>Readers' checkpoint is whole, only grows, and everything under it can be read.</summary>
        private void Shown()
        {
            var folder = new LogFolder(root);
            if (folder.ReadCheckpoint() is not { } note) return;
            var now = Checkpoint.Open(note, [key.Verifier]).Value;
            Assert.True(now.Size >= (shown?.Size ?? 0) && now.Size <= size);
            Assert.Equal(now.Root, folder.RootAt(now.Size));
            for (var i = 0L; i < now.Size; i += Stride) Assert.Equal(outbox[(int)i].ToArray(), folder.ReadEntry(i, now.Size).ToArray());
            shown = now;
        }

        private void Call(DiskCall call, string path)
        {
            lock (seen) seen.Add(call);
            if (Interlocked.Increment(ref calls) != failing) return;
            Failed = true;
            if (fault == Fault.Torn && call == DiskCall.Write)
            {
                // The bytes are the callee's; what a torn write leaves is some of any.
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.Write(new byte[7]);
            }

            throw fault == Fault.Killed ? new KilledException() : new IOException("No space left on device");
        }
    }
}
