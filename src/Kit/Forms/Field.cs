using Microsoft.AspNetCore.Components;

namespace Writ.Kit;

/// <summary>What every field has: a name, a label tied to it, perhaps a hint, and what is wrong with it.</summary>
public abstract class Field : ComponentBase
{
    /// <summary>The name under which the value is sent. The id is made from it, see <see cref="FieldIds"/>.</summary>
    [Parameter]
    [EditorRequired]
    public required string Name { get; set; }

    /// <summary>What is asked, in the words of the person who answers.</summary>
    [Parameter]
    [EditorRequired]
    public required string Label { get; set; }

    /// <summary>Help that is needed before answering; one or two sentences.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong. Null: looked up in the faults of the form around it.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>True: the label is the page's main heading. For a page that asks one thing.</summary>
    [Parameter]
    public bool Heading { get; set; }

    /// <summary>True: says that it may be left empty. What is not marked is needed.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>The faults of the form around the field.</summary>
    [CascadingParameter]
    public Faults? Faults { get; set; }

    /// <summary>Id of the field, or of its first part.</summary>
    protected string Id => FieldIds.Of(Name);

    /// <summary>What is wrong, or null.</summary>
    protected virtual string? Wrong => Error ?? Faults?.Of(Name);

    /// <summary>Ids of hint and error, for the field they describe.</summary>
    protected string? DescribedBy => FieldIds.Joined(Hint is null ? null : Id + "-hint", Wrong is null ? null : Id + "-error");

    /// <summary>For <c>aria-invalid</c>.</summary>
    protected string? Invalid => Wrong is null ? null : "true";
}
