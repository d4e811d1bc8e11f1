namespace Writ.Gate.Release;

/// <summary>
/// Where witnesses have to cosign: whoever asks them. Without it cosignatures are nobody's concern. A seam because the gate knows the
/// log's files only, and asking is the business of whoever publishes them.
/// </summary>
public interface IFreshCheckpoints
{
    /// <summary>The last time they were asked, too few answered.</summary>
    bool Missing { get; }

    /// <summary>
    /// True when the published checkpoint carries a quorum of cosignatures young enough for the vault, having it cosigned anew if need
    /// be; under a schedule it is cosigned by the clock alone, and nobody's question changes when. False where too few witnesses answered.
    /// </summary>
    Task<bool> BeFresh(CancellationToken cancel);
}
