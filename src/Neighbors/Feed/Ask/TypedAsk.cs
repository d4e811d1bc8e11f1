using Writ.Kit;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>What a passer-by typed. Who they are is not asked.</summary>
internal sealed record TypedAsk(string Place = "", string From = "", string To = "", string Wore = "", string Wish = "", string Who = "", string Mail = "")
{
    public static TypedAsk Of(Posted form) =>
        new(form.Line("place"), form.Line("from"), form.Line("to"), form.Line("wore"), form.Line("wish"), form.Line("who"), form.Line("mail"));

    /// <summary>What is shown again after a fault: a place that was too fine is not.</summary>
    public TypedAsk ForPage() => Cells.Typed(Place, "/place").Ok ? this : this with { Place = string.Empty };
}
