namespace Writ.Ledger.Register;

/// <summary>The closed set of things a log entry can be.</summary>
public enum LogEntryKind
{
    /// <summary>An open fact, see <see cref="Facts.Fact"/>.</summary>
    Fact,

    /// <summary>A register leaf, see <see cref="RegisterLeaf"/>.</summary>
    Register,

    /// <summary>An authorisation leaf, see <see cref="AuthorisationOpening"/>.</summary>
    Authorisation,
}

/// <summary>Tells entries apart by their first byte.</summary>
public static class EntryKind
{
    public const byte Fact = (byte)'{';

    public const byte Register = RegisterLeaf.Tag;

    public const byte Authorisation = AuthorisationOpening.Tag;

    /// <summary>Null for an entry that cannot be in this record. Says nothing yet of the rest of the entry.</summary>
    public static LogEntryKind? Of(ReadOnlySpan<byte> entry) => entry.IsEmpty ? null : entry[0] switch
    {
        Fact => LogEntryKind.Fact,
        Register => LogEntryKind.Register,
        Authorisation => LogEntryKind.Authorisation,
        _ => null,
    };
}
