namespace Writ.Kit;

/// <summary>Words that lead to an address of this site.</summary>
public sealed record Link(string Text, string Address);
