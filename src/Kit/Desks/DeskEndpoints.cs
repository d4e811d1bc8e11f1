using Microsoft.AspNetCore.Builder;

namespace Writ.Kit;

/// <summary>What an endpoint for pages says of itself; the host of the pages reads it.</summary>
public static class DeskEndpoints
{
    /// <summary>Takes a body of up to so many bytes; 64 KiB where nothing is said.</summary>
    public static RouteHandlerBuilder TakesUpTo(this RouteHandlerBuilder endpoint, long bytes) => endpoint.WithMetadata(new TakesBytes(bytes));

    /// <summary>The page loads our own scripts: its content security policy allows that, and nothing else.</summary>
    public static RouteHandlerBuilder LoadsScript(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new WithScript());

    /// <summary>As <see cref="LoadsScript"/>; beside that its script plays video that it opened itself (<c>media-src blob:</c>).</summary>
    public static RouteHandlerBuilder PlaysVideo(this RouteHandlerBuilder endpoint) => endpoint.LoadsScript().WithMetadata(new WithVideo());

    /// <summary>Our script asks here, not a person: refusals are problem details.</summary>
    public static RouteHandlerBuilder AskedByScript(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ByScript());

    /// <summary>
    /// Only for who signed in not longer ago than this. Anybody else is asked to sign in once more, and comes back to the page above this
    /// address: its last part taken off.
    /// </summary>
    public static RouteHandlerBuilder WantsFreshSignIn(this RouteHandlerBuilder endpoint, TimeSpan within) => endpoint.WithMetadata(new WithFreshSignIn(within));

    /// <summary>Nothing is typed on this page: two minutes before the session ends for want of use, the browser is led to a page that says so.</summary>
    public static RouteHandlerBuilder WarnsOfEnd(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new WithWarning());
}

/// <param name="Most">Largest body, in bytes.</param>
public sealed record TakesBytes(long Most);

/// <summary>See <see cref="DeskEndpoints.LoadsScript"/>.</summary>
public sealed class WithScript;

/// <summary>See <see cref="DeskEndpoints.PlaysVideo"/>.</summary>
public sealed class WithVideo;

/// <summary>See <see cref="DeskEndpoints.AskedByScript"/>.</summary>
public sealed class ByScript;

/// <summary>See <see cref="DeskEndpoints.WarnsOfEnd"/>.</summary>
public sealed class WithWarning;

/// <param name="Within">See <see cref="DeskEndpoints.WantsFreshSignIn"/>.</param>
public sealed record WithFreshSignIn(TimeSpan Within);
