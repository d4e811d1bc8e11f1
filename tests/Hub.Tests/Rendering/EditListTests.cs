using System.Text.Json.Nodes;
using Writ.Hub.Rendering;

namespace Writ.Hub.Tests.Rendering;

/// <summary>Edit lists as a page writes them, and as somebody who means harm does.</summary>
public sealed class EditListTests
{
    private const string Shape = """{"what":"black","shape":[[0,0],[500,0],[500,500]],"from":0,"to":1000}""";

    [Fact]
    public void A_list_is_read_as_it_was_written()
    {
        var list = Read(List(shapes: $"[{Shape}]")).Value;
        Assert.Equal((1000, 3000, true, false, "Officer of the sample"), (list.From, list.To, list.Audio, list.Faces, list.Label));
        var shape = Assert.Single(list.Shapes);
        Assert.Equal((EditKind.Black, 0, 1000, 3), (shape.Kind, shape.From, shape.To, shape.Shape.Points.Count));
        Assert.Matches("^[0-9a-f]{64}$", list.Hash);
        Assert.NotEqual(list.Hash, Read(List()).Value.Hash);
    }

    [Theory]
    [InlineData("from", "3000")]
    [InlineData("from", "3001")]
    [InlineData("from", "-1")]
    [InlineData("from", "0.5")]
    [InlineData("from", "1e99")]
    [InlineData("from", "\"0\"")]
    [InlineData("from", "null")]
    [InlineData("to", "301001")]
    [InlineData("to", "99999999999")]
    [InlineData("clip", "\"clp_..\"")]
    [InlineData("clip", "\"../../etc/passwd\"")]
    [InlineData("clip", "7")]
    [InlineData("grant", "\"grt_0123456789abcde!\"")]
    [InlineData("grant", "\"\"")]
    [InlineData("label", "\"\"")]
    [InlineData("label", "\"a\\nb\"")]
    [InlineData("label", "\"a\\u202eb\"")]
    [InlineData("label", "\"a\\u0000b\"")]
    [InlineData("label", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"")]
    [InlineData("audio", "\"true\"")]
    [InlineData("audio", "1")]
    [InlineData("faces", "null")]
    [InlineData("shapes", "{}")]
    [InlineData("shapes", "[1]")]
    [InlineData("shapes", "[null]")]
    [InlineData("more", "1")]
    public void What_is_outside_its_bounds_or_of_another_form_is_refused(string member, string value)
    {
        var content = List();
        content[member] = JsonNode.Parse(value);
        Assert.Equal("hub-order-form", Read(content).Refusal?.Code);
    }

    [Theory]
    [InlineData("""{"what":"none","shape":[[0,0],[500,0],[500,500]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,1001]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,-1]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[0.5,1]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[1,2,3]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],["1",2]],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],null],"from":0,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,500]],"from":1000,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,500]],"from":-1,"to":1000}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,500]],"from":0}""")]
    [InlineData("""{"what":"black","shape":[[0,0],[500,0],[500,500]],"from":0,"to":1000,"also":1}""")]
    public void A_shape_that_is_none_is_not_passed_over(string shape) => Assert.Equal("hub-order-form", Read(List(shapes: $"[{Shape},{shape}]")).Refusal?.Code);

    [Fact]
    public void Many_shapes_and_many_corners_are_bounded()
    {
        string Shapes(int count) => $"[{string.Join(',', Enumerable.Repeat(Shape, count))}]";
        Assert.True(Read(List(shapes: Shapes(128))).Ok);
        Assert.Equal("hub-order-form", Read(List(shapes: Shapes(129))).Refusal?.Code);
        Assert.Equal("hub-order-form", Read(List(shapes: Shapes(10_000))).Refusal?.Code);
        string Corners(int count) => $$"""[{"what":"keep","shape":[{{string.Join(',', Enumerable.Repeat("[1,2]", count))}}],"from":0,"to":1}]""";
        Assert.True(Read(List(shapes: Corners(64))).Ok);
        Assert.Equal("hub-order-form", Read(List(shapes: Corners(65))).Refusal?.Code);
    }

    [Fact]
    public void A_member_that_is_missing_is_refused()
    {
        foreach (var name in List().Select(m => m.Key).ToList())
        {
            var content = List();
            content.Remove(name);
            Assert.Equal("hub-order-form", Read(content).Refusal?.Code);
        }
    }

    private static JsonObject List(string shapes = "[]") => (JsonObject)JsonNode.Parse($$"""
        {"audio":true,"clip":"clp_0123456789abcdef","faces":false,"from":1000,"grant":"grt_0123456789abcdef","label":"Officer of the sample","shapes":{{shapes}},"to":3000}
        """)!;

    private static Writ.Base.Result<EditList> Read(JsonObject content) => EditList.Read(content);
}
