using Writ.Ledger.Log;
using Writ.Ledger.Tests.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Ledger.Tests.Witnesses;

/// <summary>A witness in a folder of its own, and a log that it knows.</summary>
internal sealed class WitnessHouse : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly LogWriter writer;

    public WitnessHouse(bool known = true)
    {
        Log = new LogFolder(System.IO.Path.Combine(temp.Path, "log"));
        writer = LogWriter.Open(Log, Key, null).Value;
        if (known) Assert.True(WitnessFolder.Add(Folder, Key.Verifier.ToString()).Value);
        Witness = WitnessFolder.Open(Folder, "witness.example/w1").Value;
    }

    public static DateTimeOffset Noon { get; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public SigningKey Key { get; } = SigningKey.Generate("log.example/writ");

    public LogFolder Log { get; }

    public WitnessFolder Witness { get; private set; }

    public string Folder => System.IO.Path.Combine(temp.Path, "witness");

    public string State => Assert.Single(Directory.GetFiles(System.IO.Path.Combine(Folder, "state")));

    /// <summary>Grows the log to this size and signs it.</summary>
    public string Grow(int size)
    {
        if (size > writer.Size) writer.Accept(writer.Integrate(LogWriterTests.Entries((int)writer.Size, size - (int)writer.Size)));
        return writer.Sign(writer.Head);
    }

    public string Body(long old, string note, long? proofFrom = null)
    {
        var size = Checkpoint.Open(note, [Key.Verifier]).Value.Size;
        return new AddCheckpoint(old, Log.ProveConsistency(proofFrom ?? old, size).Hashes, note).ToText();
    }

    public WitnessAnswer Take(string body, DateTimeOffset? now = null) => Witness.Take(body, now ?? Noon);

    /// <summary>The checkpoint that a cosigned answer is over, as the witness would have it.</summary>
    public Cosignature Cosigned(string note, WitnessAnswer answer)
    {
        var cosigned = Assert.IsType<WitnessAnswer.Cosigned>(answer);
        return Assert.Single(Cosignatures.In(note + cosigned.Line, [Witness.Verifier]));
    }

    /// <summary>As the end of its process and a new start.</summary>
    public void Restart()
    {
        Witness.Dispose();
        Witness = WitnessFolder.Open(Folder, null).Value;
    }

    public void Dispose()
    {
        Witness.Dispose();
        Key.Dispose();
        temp.Dispose();
    }
}
