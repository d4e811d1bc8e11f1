using Microsoft.AspNetCore.Components;

namespace Writ.Kit;

/// <summary>One possible answer.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What is read.</param>
/// <param name="Hint">Help with this answer alone.</param>
/// <param name="More">
/// What is asked or said only when this answer is chosen. A browser hides it by style alone; its fields are sent all the same,
/// so the server drops what belongs to an answer that was not given. Not used in a select.
/// </param>
/// <param name="Apart">True: set apart from the answers before it by the word "or".</param>
public sealed record Choice(string Value, string Label, string? Hint = null, RenderFragment? More = null, bool Apart = false);
