using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Writ.Kit;

/// <summary>A heading whose level its page decides; level 0 is no heading, only its content.</summary>
public sealed class Head : ComponentBase
{
    /// <summary>1 to 6, or 0.</summary>
    [Parameter]
    [EditorRequired]
    public required int Level { get; set; }

    /// <summary>Classes.</summary>
    [Parameter]
    public string? Css { get; set; }

    /// <summary>Id, where something is labelled by it.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The words.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Level == 0)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenElement(1, "h" + Math.Clamp(Level, 1, 6).ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "id", Id);
        builder.AddAttribute(3, "class", Css);
        builder.AddContent(4, ChildContent);
        builder.CloseElement();
    }
}
