using System.Globalization;
using System.Text;
using Writ.Hub.Masks;

namespace Writ.Hub.Ffmpeg;

/// <summary>Filters, made of numbers only: there is no way to put a text into one.</summary>
internal readonly struct FilterGraph
{
    private FilterGraph(string text) => Text = text;

    public string Text { get; }

    /// <summary>
    /// Masks, then the size to keep, then the masks again in that size, then two ends: [v] to be encoded and [g] to be looked at. The first masks
    /// stand before anything that mixes neighbouring pixels, the second make whole blocks of the coded picture constant.
    /// </summary>
    public static FilterGraph MaskedAndLookedAt(WatchPlan plan)
    {
        var text = new StringBuilder("[0:v:0]");
        Boxes(text, MaskBoxes.Cover(plan.Masks, plan.Facts.Width, plan.Facts.Height));
        if (plan.Resized)
        {
            Add(text, $"scale={plan.Width}:{plan.Height}:flags=area,");
            Boxes(text, MaskBoxes.Cover(plan.Masks, plan.Width, plan.Height));
        }

        text.Append("format=yuv420p,");
        if (plan.Masks.Count > 0) Boxes(text, MaskBoxes.Cover(plan.Masks, plan.Width, plan.Height));
        text.Append("split=2[v][l];[l]");
        Looked(text, plan);
        text.Append("[g]");
        return new FilterGraph(text.ToString());
    }

    /// <summary>Small grey pictures, a few a second.</summary>
    public static FilterGraph LookedAt(WatchPlan plan)
    {
        var text = new StringBuilder();
        Looked(text, plan);
        return new FilterGraph(text.ToString());
    }

    /// <summary>The first picture at or after a moment from the start, no wider than a page needs.</summary>
    public static FilterGraph Still(TimeSpan moment, int width, int height)
    {
        var text = new StringBuilder();
        Add(text, $"select='gte(t,{(decimal)(long)moment.TotalMilliseconds / 1000})',scale={width}:{height}:flags=area,format=yuvj420p");
        return new FilterGraph(text.ToString());
    }

    /// <summary>A grey street with something light that crosses it now and then.</summary>
    public static FilterGraph TestPicture(int width, int height, int rate, int every, int moving)
    {
        var side = Math.Max(16, height / 5 / 2 * 2);
        var text = new StringBuilder();
        Add(text, $"color=c=0x506070:s={width}x{height}:r={rate},drawgrid=w={width / 8}:h={height / 8}:t=2:c=0x405060[back];");
        Add(text, $"color=c=0xE0D8C0:s={side}x{side}:r={rate}[thing];");
        Add(text, $"[back][thing]overlay=x='mod(t,{every})*{width}/{moving}':y={(height - side) / 2}:enable='lt(mod(t,{every}),{moving})':shortest=1");
        return new FilterGraph(text.ToString());
    }

    /// <summary>Pictures as they are edited: in I420, no larger than a screen.</summary>
    public static FilterGraph Raw(int width, int height)
    {
        var text = new StringBuilder();
        Add(text, $"scale={width}:{height}:flags=area,format=yuv420p");
        return new FilterGraph(text.ToString());
    }

    /// <summary>Grey pictures for a detector, so many a second at most.</summary>
    public static FilterGraph Grey(int width, int height, int rate)
    {
        var text = new StringBuilder();
        Add(text, $"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{1m / rate - 0.01m})',scale={width}:{height}:flags=area,format=gray");
        return new FilterGraph(text.ToString());
    }

    public static FilterGraph Black(int width, int height)
    {
        var text = new StringBuilder();
        Add(text, $"color=c=black:s={width}x{height}:r=1");
        return new FilterGraph(text.ToString());
    }

    /// <summary>White writing, its text in a file; both paths are of this program's own making.</summary>
    public static FilterGraph Label(string font, string note, int size)
    {
        var text = new StringBuilder($"drawtext=fontfile={Own(font)}:textfile={Own(note)}:expansion=none");
        Add(text, $":fontsize={size}:fontcolor=white:x={size / 2}:y={size / 3}:line_spacing={size / 4},format=gray");
        return new FilterGraph(text.ToString());
    }

    private static string Own(string path) =>
        path[0] == '/' && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') ? path : throw new ArgumentException("Not a path of ours", nameof(path));

    private static void Looked(StringBuilder text, WatchPlan plan)
    {
        if (plan.LookOften) text.Append("select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.19)',");
        Add(text, $"scale={plan.GreyWidth}:{plan.GreyHeight}:flags=area,format=gray");
    }

    private static void Boxes(StringBuilder text, IReadOnlyList<PixelBox> boxes)
    {
        foreach (var box in boxes) Add(text, $"drawbox=x={box.X}:y={box.Y}:w={box.Width}:h={box.Height}:color=black:t=fill,");
    }

    private static void Add(StringBuilder text, FormattableString part)
    {
        // Whatever is put in is a number: this is what makes a graph safe to hand over.
        if (part.GetArguments().Any(a => a is not (int or long or decimal))) throw new ArgumentException("Only numbers go into a filter", nameof(part));
        text.Append(part.ToString(CultureInfo.InvariantCulture));
    }
}
