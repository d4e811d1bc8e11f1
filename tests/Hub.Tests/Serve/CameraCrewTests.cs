using System.Text.Json.Nodes;
using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Keeping;
using Writ.Hub.Masks;
using Writ.Hub.Serve;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Serve;

public sealed class CameraCrewTests : IDisposable
{
    private static readonly CameraSettings Door = new("door", "Door", new CameraSource.Test(640, 360, 10, 10, 5)) { Audio = true, Masks = [Shape.Box(0, 0, 100, 100)] };

    private readonly Shelf shelf = new();
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose()
    {
        shelf.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void The_page_covers_more_and_never_less_than_the_config()
    {
        using var folder = HubFolder.Open(root).Value;
        var (numbers, wishes) = (CameraNumbers.Open(folder).Value, new OwnerSettings(folder, shelf.Ring));
        var crew = new CameraCrew([Door], numbers, wishes, _ => shelf.Sink, null!, null!, null!, HubTimings.Default, TimeProvider.System);
        var before = crew.MarksOf("door").Masks;
        Assert.True(crew.Effective(Door).Audio);

        Assert.True(wishes.Take(numbers.Of("door"), Box(numbers.Of("door").Text, "[[[500,0],[1000,0],[1000,1000]]]")).Value);
        Assert.Equal([Door.Masks[0].Points, [new(500, 0), new(1000, 0), new(1000, 1000)]], crew.Effective(Door).Masks.Select(m => m.Points));
        Assert.Equal(("Front", false), (crew.Effective(Door).Name, crew.Effective(Door).Audio));
        Assert.NotEqual(before, crew.MarksOf("door").Masks);
        Assert.NotEqual(new string('0', 64), before);
    }

    private byte[] Box(string camera, string masks) => HomeBox.Seal(shelf.Ring.Current(), $"settings/{camera}", SignedText.Sign(shelf.Owner, "settings", new JsonObject
    {
        ["camera"] = camera, ["number"] = 1, ["name"] = "Front", ["masks"] = JsonNode.Parse(masks), ["zones"] = new JsonArray(), ["audio"] = false, ["keepDays"] = 7, ["custody"] = "owner",
    }).Write());
}
