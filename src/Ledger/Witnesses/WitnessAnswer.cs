namespace Writ.Ledger.Witnesses;

/// <summary>Every answer that a witness has for a checkpoint. The numbers are HTTP's, by tlog-witness.</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer()
    {
    }

    /// <summary>200. It is written down, durably, before this is said.</summary>
    /// <param name="Line">The cosignature, a signature line ending in a newline.</param>
    public sealed record Cosigned(string Line) : WitnessAnswer;

    /// <summary>400: not a submission, or the old size is above the new one.</summary>
    public sealed record Malformed(string Why) : WitnessAnswer;

    /// <summary>403: no signature of a key known for this log, or a false one under such a key's name.</summary>
    public sealed record NotSigned : WitnessAnswer;

    /// <summary>404: this witness does not know the log.</summary>
    public sealed record UnknownLog : WitnessAnswer;

    /// <summary>409: it last cosigned another size than the old one.</summary>
    /// <param name="Size">That size; 0 if it never cosigned.</param>
    public sealed record OtherSize(long Size) : WitnessAnswer;

    /// <summary>422: what is offered did not grow out of what it knows.</summary>
    public sealed record Inconsistent(string Why) : WitnessAnswer;

    /// <summary>503: it cannot vouch for anything now, by no fault of the log's.</summary>
    public sealed record CannotNow(string Code, string Why) : WitnessAnswer;
}
