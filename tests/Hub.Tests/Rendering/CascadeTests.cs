using System.Text;
using Writ.Hub.Rendering;

namespace Writ.Hub.Tests.Rendering;

/// <summary>The detector, with a cascade that finds what is light above and dark below.</summary>
public sealed class CascadeTests
{
    private const string LightAboveDark = """
        <?xml version="1.0"?><opencv_storage><cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType><featureType>HAAR</featureType><height>20</height><width>20</width>
        <stages><_><maxWeakCount>1</maxWeakCount><stageThreshold>0.5</stageThreshold><weakClassifiers><_><internalNodes> 0 -1 0 0.6</internalNodes><leafValues>0. 1.</leafValues></_></weakClassifiers></_></stages>
        <features><_><rects><_>2 2 16 8 1.</_><_>2 10 16 8 -1.</_></rects></_></features></cascade></opencv_storage>
        """;

    [Fact]
    public void It_finds_the_thing_where_it_is_at_any_size_and_light()
    {
        var cascade = Cascade.Read(Of(LightAboveDark))!;
        foreach (var (x, y, side, light) in ((int, int, int, int)[])[(40, 30, 20, 200), (100, 60, 40, 120), (10, 10, 60, 250)])
        {
            var grey = Enumerable.Repeat((byte)90, 320 * 180).ToArray();
            for (var row = 0; row < side; row++) grey.AsSpan(((y + row) * 320) + x, side).Fill(row < side / 2 ? (byte)light : (byte)20);
            var found = FaceFinder.Find([cascade], grey, 320, 180);
            var (middle, centre) = ((x + (side / 2)) * 1000 / 320, (y + (side / 2)) * 1000 / 180);
            Assert.Contains(found, b => b.X <= middle && middle <= b.X + b.Width && b.Y <= centre && centre <= b.Y + b.Height);
        }

        Assert.Empty(FaceFinder.Find([cascade], Enumerable.Repeat((byte)90, 320 * 180).ToArray(), 320, 180));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")]
    [InlineData("<opencv_storage><cascade><features/><stages/><width>x</width><height>1</height></cascade></opencv_storage>")]
    public void A_file_that_is_no_cascade_is_none(string text) => Assert.Null(Cascade.Read(Of(text)));

    [Fact]
    public void Tilted_features_and_trees_are_not_taken_for_what_they_are_not()
    {
        Assert.Null(Cascade.Read(Of(LightAboveDark.Replace("</rects></_>", "</rects><tilted>1</tilted></_>", StringComparison.Ordinal))));
        Assert.Null(Cascade.Read(Of(LightAboveDark.Replace("0 -1 0 0.6", "0 -1 0 0.6 1 -1 0 0.7", StringComparison.Ordinal))));
    }

    private static MemoryStream Of(string text) => new(Encoding.UTF8.GetBytes(text.Trim()));
}
