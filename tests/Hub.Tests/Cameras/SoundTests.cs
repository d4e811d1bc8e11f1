using System.Diagnostics;
using System.Globalization;
using Writ.Hub.Cameras;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Something flashes and beeps at once; in the clip it must do so too.</summary>
public sealed class SoundTests : IDisposable
{
    // How much later than the sound the first key frame comes, as where a camera is joined in the middle of a group of pictures.
    private const double Later = 1;

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sound_and_picture_stay_together_where_the_first_key_frame_came_late(bool masked)
    {
        var source = new CameraSource.File(await Made());
        await using var watched = new Watched(source, camera => camera with { Audio = true, Looking = Looking.Often, Masks = masked ? [Hub.Masks.Shape.Box(0, 0, 100, 100)] : [] });
        var clip = Path.Combine(folder, "clip.mp4");
        await File.WriteAllBytesAsync(clip, (await watched.FirstClip()).File);

        var pictures = await Times(clip);
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.True(pair.Second - pair.First < 0.3, $"A picture of 0.1 s stands from {pair.First} to {pair.Second}"));
        var (flashes, beeps) = (await Flashes(clip, pictures), await Beeps(clip));
        Assert.NotEmpty(flashes);
        Assert.True(flashes[0] < Later + 0.4, $"The first flash is missing: {Words(flashes)}");
        Assert.All(flashes, flash => Assert.True(beeps.Count > 0 && beeps.Min(beep => Math.Abs(beep - flash)) < 0.2, $"flashes at {Words(flashes)}, beeps at {Words(beeps)}"));
    }

    // At 1.1 seconds and every two after it, for 0.3 seconds, both by the same clock. Half the picture: all of it would be taken for the light.
    private async Task<string> Made()
    {
        var (picture, sound, both) = (Path.Combine(folder, "picture.mp4"), Path.Combine(folder, "sound.wav"), Path.Combine(folder, "both.mkv"));
        await Ffmpeg($"-f lavfi -i color=black:s=320x180:r=10:d=20,drawbox=w=160:color=white:t=fill:enable='lt(mod(t+{Number(Later + 0.9)},2),0.29)' -c:v libx264 -tune zerolatency -g 20 {picture}");
        await Ffmpeg($"-f lavfi -i sine=f=440:r=8000:d=20,volume=0:enable='gte(mod(t+0.9,2),0.3)' {sound}");
        await Ffmpeg($"-itsoffset {Number(Later)} -i {picture} -i {sound} -map 0:v -map 1:a -c:v copy -c:a pcm_alaw {both}");
        return both;
    }

    private static async Task<List<double>> Flashes(string clip, List<double> times)
    {
        // One grey pixel of where it flashes, for each picture.
        var pixels = await Bytes($"-i {clip} -vf crop=100:180:30:0,scale=1:1,format=gray -fps_mode passthrough -f rawvideo -");
        return Onsets(pixels.Select((p, i) => (times[i], p > 128)));
    }

    private static async Task<List<double>> Beeps(string clip)
    {
        // Silence is put where there is none, so that a byte's place is its time.
        var samples = await Bytes($"-i {clip} -af aresample=8000:async=1:first_pts=0 -ac 1 -f u8 -");
        return Onsets(samples.Chunk(80).Select((part, i) => (i * 0.01, part.Max(s => Math.Abs(s - 128)) > 8)));
    }

    private static List<double> Onsets(IEnumerable<(double At, bool On)> states)
    {
        var found = new List<double>();
        bool? before = null;
        foreach (var (at, on) in states)
        {
            if (on && before == false) found.Add(at);
            before = on;
        }

        return found;
    }

    private static async Task<List<double>> Times(string clip)
    {
        var said = System.Text.Encoding.UTF8.GetString(await Run("/usr/bin/ffprobe", $"-v error -select_streams v:0 -show_entries frame=pts_time -of csv=p=0 {clip}"));
        return [.. said.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    private static Task<byte[]> Bytes(string words) => Run("/usr/bin/ffmpeg", $"-v error {words}");

    private static Task Ffmpeg(string words) => Bytes(words);

    private static async Task<byte[]> Run(string program, string words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words.Split(' ')) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(IEnumerable<double> numbers) => string.Join(", ", numbers.Select(n => n.ToString("0.00", CultureInfo.InvariantCulture)));
}
