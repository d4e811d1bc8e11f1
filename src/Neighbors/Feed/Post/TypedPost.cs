using Writ.Kit;

namespace Writ.Neighbors.Feed.Post;

/// <summary>What a resident typed.</summary>
/// <param name="Text">What happened; where behaviour comes first, what they did.</param>
/// <param name="Happened">When, in their words.</param>
/// <param name="ToAgencies">The tick; off unless it is sent.</param>
internal sealed record TypedPost(string Text = "", string Happened = "", string Appearance = "", bool ToAgencies = false)
{
    public static TypedPost Of(Posted form) => new(form.Text("text"), form.Line("happened"), form.Text("appearance"), form.Has("agencies"));

    public static TypedPost Of(FeedPost row) => new(row.Text, row.Happened, row.Appearance, row.ToAgencies);
}
