namespace Writ.Kit;

/// <summary>The same content as a file: <c>CSV</c>, <c>JSON</c>, <c>SVG</c>.</summary>
public sealed record OtherForm(string Text, string Address, string MediaType);
