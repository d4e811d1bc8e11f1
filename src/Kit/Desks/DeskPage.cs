using Microsoft.AspNetCore.Components;

namespace Writ.Kit;

/// <summary>
/// A page for signed-in people, shown by <see cref="DeskAnswers.Show"/>. Its body stands in a <see cref="DeskSheet"/>. Components cannot be
/// internal and their models are, so the model comes as an object.
/// </summary>
public abstract class DeskPage : ComponentBase
{
    /// <summary>What stands around it.</summary>
    [Parameter]
    [EditorRequired]
    public required DeskSurroundings Around { get; set; }

    /// <summary>What it shows; see <see cref="Get{T}"/>.</summary>
    [Parameter]
    public object? Model { get; set; }

    /// <summary>What is wrong with what was entered.</summary>
    [Parameter]
    public Faults Faults { get; set; } = Faults.None;

    /// <summary>Word in the address that says what was just done (<see cref="DeskAnswers.GoTo"/>); the page has the sentence. Never a value of anybody's.</summary>
    [Parameter]
    public string? Said { get; set; }

    /// <summary>The model.</summary>
    protected T Get<T>() => Model is T model ? model : throw new InvalidOperationException($"{GetType().Name} wants a {typeof(T).Name}");
}
