namespace Writ.Base;

/// <summary>The two kinds of leaf that may wait to go into the record together with others.</summary>
public enum LeafKind
{
    /// <summary>Of a demand; goes out with a batch.</summary>
    Register,

    /// <summary>Of an authorisation; goes out with an epoch.</summary>
    Authorisation,
}
