using Writ.Kit;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>The one page with a script: a browser that is to be told of news must be asked by one, and is woken by another.</summary>
internal static class FeedScripts
{
    /// <summary>Runs in the browser without a page: shows the message, and opens the feed when it is pressed.</summary>
    public static KitScript Worker { get; } = KitScript.Embedded(typeof(FeedScripts).Assembly, "news-worker.mjs");

    public static KitScript Settings { get; } = KitScript.Embedded(typeof(FeedScripts).Assembly, "news-page.mjs");
}
