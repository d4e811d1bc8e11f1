using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Requests;

/// <summary>How often moderators of the feed decided what.</summary>
/// <param name="Quarter"><c>2026-Q1</c>.</param>
/// <param name="What"><c>post</c>, <c>appeal</c>, <c>flagged-post</c>, <c>comment</c>, <c>comment-appeal</c>, <c>flagged-comment</c>, <c>ask</c>.</param>
/// <param name="Reason">Of a refusal; <c>none</c>: it was published, or stayed.</param>
public sealed record FeedTotal(string Quarter, string What, string Reason, int Count);

/// <summary>Totals of quarters that are over (<c>writ.feed-moderation/v1</c>). docs/spec/feed.md</summary>
public static class FeedTotalsFile
{
    public const string Format = "writ.feed-moderation/v1";

    /// <summary>Relative to the site's root.</summary>
    public const string Path = "requests/feed-moderation.json";

    public const int MostBytes = 1024 * 1024;

    public static byte[] Write(IEnumerable<FeedTotal> totals) => CanonicalJson.Write(new JsonObject
    {
        ["format"] = Format,
        ["totals"] = new JsonArray(
        [
            .. totals.OrderBy(t => t.Quarter, StringComparer.Ordinal).ThenBy(t => t.What, StringComparer.Ordinal).ThenBy(t => t.Reason, StringComparer.Ordinal).Select(t => new JsonObject
            {
                ["quarter"] = t.Quarter, ["what"] = t.What, ["reason"] = t.Reason, ["count"] = t.Count,
            }),
        ]),
    });
}
