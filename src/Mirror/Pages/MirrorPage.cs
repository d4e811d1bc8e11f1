using Microsoft.AspNetCore.Components;
using Writ.Kit;

namespace Writ.Mirror.Pages;

/// <summary>Every page of the mirror: the site around it, and its model (an object, since models are internal and components cannot be).</summary>
public abstract class MirrorPage : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public Site Site { get; set; } = null!;

    [Parameter]
    public object? Model { get; set; }

    /// <summary>The way back up, from the front page.</summary>
    protected static IReadOnlyList<Crumb> Way(params Crumb[] rest) => [new("Front page", "/"), .. rest];

    protected T Get<T>() => Model is T model ? model : throw new InvalidOperationException($"{GetType().Name} wants a {typeof(T).Name}");
}
