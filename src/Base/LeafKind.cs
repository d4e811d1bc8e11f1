namespace Writ.Base;

/// <summary>The two kinds of leaf that may wait to go into the record together with others.</summary>
public enum LeafKind
{
    /// <summary>Of a demand; goes out with a batch.</summary>
    Register,

    /// <summary>Of an authorisation; goes out with an epoch.</summary>
    Authorisation,
}

/// <summary>Leaves of one kind wait in lanes, each with places of its own in a batch or an epoch: whoever fills one, or is carried over in one, learns nothing of the others.</summary>
public enum LeafLane
{
    /// <summary>Of a demand that a report opens, or of its authorisation.</summary>
    Open,

    /// <summary>Of a demand of class withheld, or of its authorisation.</summary>
    Withheld,

    /// <summary>An authorisation that people bring about themselves: a copy of their own data, what an owner gives, renewals and deletions of that.</summary>
    Own,
}
