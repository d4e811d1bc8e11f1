using Writ.Base;

namespace Writ.Verify;

/// <summary>A stream around another that is only read, once, from its beginning.</summary>
internal abstract class ForwardStream(Stream inner) : ReadOnlyStream
{
    protected Stream Inner { get; } = inner;

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }
}
