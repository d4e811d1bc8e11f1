using Microsoft.AspNetCore.Components;
using Writ.App.SignIn.Session;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>What every page here is given: what stands around it, who is signed in, and its own model.</summary>
internal sealed record PageView(DeskSurroundings Around, Visit? Visit, Notice? Notice, object? Model)
{
    /// <summary>Name of the company's own sign-in; null: there is none.</summary>
    public string? Provider { get; init; }
}

/// <summary>A page of signing in. Components cannot be internal and their models are, so the view comes as an object.</summary>
public abstract class SignInPage : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public object? View { get; set; }

    private protected PageView V => View as PageView ?? throw new InvalidOperationException($"{GetType().Name} wants a view");

    private protected T Get<T>() => V.Model is T model ? model : throw new InvalidOperationException($"{GetType().Name} wants a {typeof(T).Name}");
}
