namespace Writ.Demands;

/// <summary>Where a demand stands: one state, and the same public words in pages, API and documents.</summary>
internal enum DemandState
{
    /// <summary>In, checked for form, and promised to the record. The reviewer's turn.</summary>
    Received,

    /// <summary>Every item has a decision. The approver's turn.</summary>
    Decided,

    /// <summary>Two people agreed and something is to be produced. The gate's turn.</summary>
    Approved,

    /// <summary>The production lies ready for the officer, until it expires.</summary>
    Released,

    /// <summary>Answered: nothing was to be produced, or the answer needed no production.</summary>
    Closed,

    /// <summary>The agency took it back before it was decided. It stays in the record.</summary>
    Withdrawn,
}

internal static class DemandStates
{
    /// <summary>The public word, which the record and the reports use too.</summary>
    public static string Word(this DemandState state) => state switch
    {
        DemandState.Received => "received",
        DemandState.Decided => "decided",
        DemandState.Approved => "approved",
        DemandState.Released => "released",
        DemandState.Closed => "closed",
        DemandState.Withdrawn => "withdrawn",
    };

    /// <summary>Whose turn it is.</summary>
    public static string Turn(this DemandState state) => state switch
    {
        DemandState.Received => "reviewer",
        DemandState.Decided => "approver",
        DemandState.Approved => "gate",
        DemandState.Released => "officer",
        DemandState.Closed or DemandState.Withdrawn => "nobody",
    };

    /// <summary>Whether the decision may be shown to the asker. Before that, not even whether an account exists.</summary>
    public static bool Answered(this DemandState state) => state is DemandState.Released or DemandState.Closed;
}
