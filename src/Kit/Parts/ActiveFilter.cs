namespace Writ.Kit;

/// <summary>A filter in use.</summary>
/// <param name="Label">What is filtered by: <c>State</c>.</param>
/// <param name="Value">By which value: <c>in review</c>.</param>
/// <param name="Without">Address of the same list without it.</param>
public sealed record ActiveFilter(string Label, string Value, string Without);
