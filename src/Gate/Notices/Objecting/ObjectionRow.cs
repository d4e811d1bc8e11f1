using Writ.Base;

namespace Writ.Gate.Notices.Objecting;

internal sealed class ObjectionRow
{
    public required ObjectionId Id { get; init; }

    public required NoticeId NoticeId { get; init; }

    public required DemandId DemandId { get; init; }

    public required AccountId AccountId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>An <see cref="ObjectionContent"/>.</summary>
    public required byte[] Sealed { get; init; }

    public BlobId? FileBlob { get; init; }

    public long? FileSize { get; init; }

    public required ObjectionState State { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    public string? Reason { get; set; }
}

internal sealed record ObjectionContent(string Text, string? FileName, string? FileType);

internal enum ObjectionState
{
    /// <summary>A reviewer decides. Nothing leaves meanwhile.</summary>
    Open,

    /// <summary>What was decided must be decided again.</summary>
    Upheld,

    /// <summary>The decision stands; the person is told why.</summary>
    Overruled,
}

internal static class ObjectionStates
{
    public static string Word(this ObjectionState state) => state switch
    {
        ObjectionState.Open => "open",
        ObjectionState.Upheld => "upheld",
        ObjectionState.Overruled => "overruled",
    };
}
