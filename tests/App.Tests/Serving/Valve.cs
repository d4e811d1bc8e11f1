using Writ.App.Record;

namespace Writ.App.Tests.Serving;

/// <summary>Holds the sequencer as a full disk would: it tries again by itself, and nothing gets into the record until it is opened.</summary>
internal sealed class Valve
{
    private volatile bool shut;

    public void Shut() => shut = true;

    public void Open() => shut = false;

    public void Probe(SequencerStep step)
    {
        if (shut && step == SequencerStep.Read) throw new IOException("Held by the test");
    }
}
