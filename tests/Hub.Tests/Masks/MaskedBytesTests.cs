using System.Globalization;
using System.Text;
using Writ.Hub.Cameras;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Masks;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Masks;

/// <summary>What lies under a mask leaves no trace in anything that comes out: not in the clip and not in what motion is looked for in.</summary>
public sealed class MaskedBytesTests : IDisposable
{
    private const int Pictures = 12;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-hub-test-").FullName;

    [Theory]
    [InlineData(320, 192, "420jpeg")]
    [InlineData(322, 182, "420jpeg")]
    [InlineData(320, 192, "444")]

    // Wide enough to be made smaller, which mixes neighbouring pixels.
    [InlineData(2048, 64, "420jpeg")]
    public async Task Two_inputs_that_differ_only_under_a_mask_give_the_same_bytes(int width, int height, string chroma)
    {
        Shape[] masks = [Shape.Box(100, 100, 400, 700), new([new(600, 200), new(900, 500), new(650, 900)])];
        var one = await Take(Street(width, height, chroma, masks, under: 1), masks);
        var other = await Take(Street(width, height, chroma, masks, under: 2), masks);
        Assert.Equal(one.Grey, other.Grey);
        Assert.Equal(one.Clip, other.Clip);
        Assert.True(one.Clip.Length > 1000);
    }

    [Fact]
    public async Task Without_the_mask_they_differ_and_so_does_what_lies_beside_it()
    {
        Shape[] masks = [Shape.Box(100, 100, 400, 700)];
        var one = await Take(Street(320, 192, "420jpeg", masks, under: 1), []);
        var other = await Take(Street(320, 192, "420jpeg", masks, under: 2), []);
        Assert.NotEqual(one.Clip, other.Clip);
        Assert.NotEqual(one.Grey, other.Grey);
        var beside = await Take(Street(320, 192, "420jpeg", masks, under: 1, beside: 9), masks);
        Assert.NotEqual((await Take(Street(320, 192, "420jpeg", masks, under: 1), masks)).Clip, beside.Clip);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(byte[] Clip, byte[] Grey)> Take(string path, IReadOnlyList<Shape> masks)
    {
        var tools = Tools.Find().Value;
        var feed = new Feed(new CameraSource.File(path), null, TimeSpan.FromSeconds(60));
        var facts = (await new StreamProbe(tools, TimeProvider.System).AskAsync(feed, new Scrubber(null), CancellationToken.None)).Facts!;
        using var channel = GreyChannel.Open();
        var plan = WatchPlan.For(facts, masks, audio: false, lookOften: true, encodeAnyway: true);
        await using var program = ChildProgram.Start(tools, tools.Ffmpeg, Commands.Watch(feed, plan, channel).Arguments, new Scrubber(null));
        var grey = First(channel.AcceptAsync(CancellationToken.None), 4);
        var clip = First(Task.FromResult(program.Output), 3);
        return (await clip, await grey);
    }

    private static async Task<byte[]> First(Task<Stream> opening, int fragments)
    {
        var reader = new FragmentReader(await opening, VideoLimits.Default);
        var bytes = new List<byte>((await reader.ReadInitAsync(CancellationToken.None)).Value!.Bytes);
        for (var i = 0; i < fragments; i++) bytes.AddRange((await reader.ReadAsync(CancellationToken.None)).Value!.Bytes.Span);
        return [.. bytes];
    }

    // YUV4MPEG2: raw pictures, so that nothing but the hub's own side has touched them.
    private string Street(int width, int height, string chroma, Shape[] masks, int under, int beside = 0)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{width}-{chroma}-{under}-{beside}.y4m"));
        if (File.Exists(path)) return path;
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C{chroma}\n")));
        var half = chroma == "444" ? 1 : 2;
        for (var n = 0; n < Pictures; n++)
        {
            file.Write("FRAME\n"u8);
            foreach (var step in (int[])[1, half, half])
            {
                for (var y = 0; y < height; y += step)
                {
                    for (var x = 0; x < width; x += step)
                    {
                        var hidden = masks.Any(m => m.Holds((x + (step / 2.0)) * 1000 / width, (y + (step / 2.0)) * 1000 / height));
                        file.WriteByte((byte)(hidden ? ((x * 7) + (y * 13) + n) * under * 97 % 251 : ((x + (2 * y) + (n * 5)) / 2 % 200) + 20 + (x == width - 9 ? beside : 0)));
                    }
                }
            }
        }

        return path;
    }
}
