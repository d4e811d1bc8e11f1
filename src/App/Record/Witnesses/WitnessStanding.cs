namespace Writ.App.Record.Witnesses;

/// <summary>How a witness did when it was last asked.</summary>
internal enum WitnessStanding
{
    /// <summary>Not asked since start, or cut off because enough others had answered.</summary>
    NotHeard,

    /// <summary>It cosigned.</summary>
    Cosigns,

    /// <summary>Refused connection, no such host, an answer cut short.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Slow,

    /// <summary>It answers that it does not know this log or its key (403, 404).</summary>
    DoesNotKnowUs,

    /// <summary>Its answer is not one that a witness gives, or it says that it cannot now.</summary>
    Refuses,

    /// <summary>What it calls its cosignature is false, of another key, or of something else; or it contradicts itself.</summary>
    False,

    /// <summary>It holds our checkpoint to be inconsistent (422), and shows nothing signed by us that says so.</summary>
    Disagrees,
}

/// <summary>What one witness came to in one round.</summary>
internal abstract record WitnessReply
{
    private WitnessReply()
    {
    }

    /// <param name="Line">Signature line that was checked.</param>
    public sealed record Cosigned(string Line) : WitnessReply;

    public sealed record Missing(WitnessStanding Standing) : WitnessReply;

    /// <summary>It says that it cosigned a larger log.</summary>
    /// <param name="Size">As it says.</param>
    /// <param name="Shown">A checkpoint under our own key that proves it; null where there is only its word.</param>
    public sealed record Ahead(long Size, string? Shown) : WitnessReply;

    /// <summary>It shows a checkpoint under our own key that our tree does not contain.</summary>
    public sealed record Forked(string Shown) : WitnessReply;
}

/// <summary>For the operator.</summary>
/// <param name="Name">As the policy calls it.</param>
/// <param name="At">Time of its last cosignature on its own clock; null if none since start.</param>
internal sealed record WitnessState(string Name, WitnessStanding Standing, DateTimeOffset? At);
