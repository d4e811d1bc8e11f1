using Microsoft.AspNetCore.Components;

namespace Writ.Kit;

/// <summary>One part of a page in tabs.</summary>
/// <param name="Id">Its id, by which it can be linked to.</param>
/// <param name="Title">One or two words.</param>
/// <param name="Content">What it holds.</param>
public sealed record Tab(string Id, string Title, RenderFragment Content);
