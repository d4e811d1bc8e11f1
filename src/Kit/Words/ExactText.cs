using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Writ.Kit;

/// <summary>
/// A stranger's text, exactly, with what it hides shown as marks. It is built in code since white space written into a
/// template would become part of the text.
/// </summary>
public sealed class ExactText : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter]
    [EditorRequired]
    public required string Text { get; set; }

    /// <summary>True: one line; a line break in the text is shown as a mark.</summary>
    [Parameter]
    public bool Inline { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var run in VisibleText.Runs(Text, lines: !Inline))
        {
            if (run.Name is null)
            {
                builder.AddContent(0, run.Text);
                continue;
            }

            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "hidden-character");
            builder.AddContent(3, run.Text);
            builder.OpenElement(4, "span");
            builder.AddAttribute(5, "class", "govuk-visually-hidden");
            builder.AddContent(6, $" ({run.Name}) ");
            builder.CloseElement();
            builder.CloseElement();
        }
    }
}
