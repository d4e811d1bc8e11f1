using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Writ.Hub.Rendering;

/// <summary>
/// A cascade of Haar features as OpenCV's data files hold it (Viola and Jones 2001): a window is looked at with ever more features, and let go at the first
/// stage that it does not pass. Trees of one node, upright features.
/// </summary>
internal sealed class Cascade
{
    private readonly Stage[] stages;

    private Cascade(int width, int height, Stage[] stages) => (Width, Height, this.stages) = (width, height, stages);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Null where the file is no cascade of this kind.</summary>
    public static Cascade? Read(Stream file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20 });
            var cascade = XDocument.Load(reader).Root!.Element("cascade")!;
            var features = cascade.Element("features")!.Elements().Select(Feature).ToArray();
            var stages = cascade.Element("stages")!.Elements().Select(stage => new Stage(
                Numbers(stage.Element("stageThreshold")!)[0],
                [.. stage.Element("weakClassifiers")!.Elements().Select(weak => Weak(weak, features))])).ToArray();
            return new Cascade((int)Numbers(cascade.Element("width")!)[0], (int)Numbers(cascade.Element("height")!)[0], stages);
        }
        catch (Exception e) when (e is XmlException or NullReferenceException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether the window whose corner is here passes all stages.</summary>
    public bool Passes(Integral image, int x, int y)
    {
        var scale = image.Norm(x + 1, y + 1, Width - 2, Height - 2);
        if (scale == 0) return false;
        foreach (var stage in stages)
        {
            var sum = 0.0;
            foreach (var weak in stage.Weak)
            {
                var value = 0.0;
                foreach (var part in weak.Parts) value += part.Weight * image.Sum(x + part.X, y + part.Y, part.Width, part.Height);
                sum += value * scale < weak.Threshold ? weak.Below : weak.Above;
            }

            if (sum < stage.Threshold) return false;
        }

        return true;
    }

    private static Part[] Feature(XElement feature) => feature.Element("tilted") is null
        ? [.. feature.Element("rects")!.Elements().Select(rect => Numbers(rect) is var n ? new Part((int)n[0], (int)n[1], (int)n[2], (int)n[3], n[4]) : default)]
        : throw new FormatException("A tilted feature");

    private static Weak Weak(XElement weak, Part[][] features)
    {
        var (node, leaves) = (Numbers(weak.Element("internalNodes")!), Numbers(weak.Element("leafValues")!));
        return node.Length == 4 && leaves.Length == 2 ? new Weak(node[3], leaves[0], leaves[1], features[(int)node[2]]) : throw new FormatException("More than one node");
    }

    private static double[] Numbers(XElement element) =>
        [.. element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))];

    private sealed record Stage(double Threshold, Weak[] Weak);
}

internal readonly record struct Part(int X, int Y, int Width, int Height, double Weight);

internal sealed record Weak(double Threshold, double Below, double Above, Part[] Parts);
