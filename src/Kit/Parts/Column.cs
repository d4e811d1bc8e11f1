namespace Writ.Kit;

/// <summary>A column's head.</summary>
public sealed record Column(string Text, bool Number = false);
