namespace Writ.Base;

/// <summary>A result seen without its type: how the web edge turns any of them into a response.</summary>
public interface IAnswer
{
    Refusal? Refusal { get; }

    object? Content { get; }
}

/// <summary>An answer that made something with an address of its own: the edge sends 201 and <c>Location</c>.</summary>
public interface ICreated
{
    string Address { get; }
}
