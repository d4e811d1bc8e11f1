using System.Diagnostics;
using Writ.Base;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;
using Writ.Hub.Rendering;
using Writ.Hub.Tests.Keeping;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Rendering;

/// <summary>Clips of made-up pictures, kept without loss, each with its number in blocks of light along its upper edge.</summary>
internal static class Film
{
    public const int Rate = 10;

    private const int Bits = 8;

    private static readonly string Ffmpeg = "/usr/bin/ffmpeg";

    /// <summary>A clip on the shelf.</summary>
    /// <param name="paint">Light of a pixel: picture, x, y.</param>
    /// <param name="sound">A sample: its number since the beginning.</param>
    public static async Task<KeptClip> Keep(Shelf shelf, int width, int height, int pictures, Func<int, int, int, byte> paint, Func<int, short>? sound = null)
    {
        var reader = new FragmentReader(new MemoryStream(await Make(width, height, pictures, paint, sound)), VideoLimits.Default);
        var init = (await reader.ReadInitAsync(CancellationToken.None)).Value!;
        var codecs = init.Audio?.Codec is { } audio ? $"{init.Video!.Codec},{audio}" : init.Video!.Codec!;
        var clip = shelf.Sink.Begin(new ClipStart("door", Shelf.Noon, new StreamInit(codecs, width, height, init.Audio is not null, init.Bytes), ClipCause.Motion)).Value;
        var before = shelf.Clips.All().Select(c => c.Clip).ToHashSet();
        while ((await reader.ReadAsync(CancellationToken.None)).Value is { } fragment)
            Assert.Null(clip.Write(fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe)));
        Assert.Null(clip.Poster(Shelf.Bytes(100, 1)));
        Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromSeconds((double)pictures / Rate), pictures, 0, ClipEndReason.Quiet)));
        return shelf.Clips.All().Single(c => !before.Contains(c.Clip));
    }

    /// <summary>Light of a pixel of the number of a picture; null where the number is not.</summary>
    public static byte? Number(int picture, int x, int y, int width) =>
        y < 16 ? (byte)(((picture >> Math.Min(x * Bits / width, Bits - 1)) & 1) == 1 ? 230 : 20) : null;

    /// <summary>Which picture it is.</summary>
    public static int NumberOf(Picture picture)
    {
        var line = picture.Plane(0).Row(6);
        var number = 0;
        for (var bit = 0; bit < Bits; bit++) number |= line[((2 * bit) + 1) * picture.Width / (2 * Bits)] > 125 ? 1 << bit : 0;
        return number;
    }

    public static async Task<IReadOnlyList<Picture>> Decode(byte[] video, int width, int height)
    {
        var raw = await Run(["-i", "pipe:0", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"], video);
        var one = Picture.BytesOf(width, height);
        Assert.Equal(0, raw.Length % one);
        return [.. Enumerable.Range(0, raw.Length / one).Select(i => new Picture(raw.AsMemory(i * one, one), width, height))];
    }

    /// <summary>Samples, 48,000 a second; none where there is no sound.</summary>
    public static async Task<short[]> Listen(byte[] video)
    {
        var raw = await Run(["-i", "pipe:0", "-map", "0:a?", "-ac", "1", "-ar", "48000", "-f", "s16le", "pipe:1"], video, mayFail: true);
        return [.. Enumerable.Range(0, raw.Length / 2).Select(i => BitConverter.ToInt16(raw, i * 2))];
    }

    private static async Task<byte[]> Make(int width, int height, int pictures, Func<int, int, int, byte> paint, Func<int, short>? sound)
    {
        using var raw = new MemoryStream();
        var matroska = new RawMatroska(raw);
        await matroska.BeginAsync(width, height, sound is not null, CancellationToken.None);
        var bytes = new byte[Picture.BytesOf(width, height)];
        for (var n = 0; n < pictures; n++)
        {
            bytes.AsSpan().Fill(128);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++) bytes[(y * width) + x] = paint(n, x, y);
            }

            await matroska.PictureAsync(n * 1000 / Rate, bytes.ToArray(), CancellationToken.None);
            if (sound is null) continue;
            var from = n * RawMatroska.SamplesPerSecond / Rate;
            await matroska.SoundAsync(n * 1000 / Rate, Enumerable.Range(from, RawMatroska.SamplesPerSecond / Rate).SelectMany(i => BitConverter.GetBytes(sound(i))).ToArray(), CancellationToken.None);
        }

        string[] audio = sound is null ? ["-an"] : ["-map", "0:a", "-c:a", "aac", "-b:a", "96k"];
        return await Run(
            ["-f", "matroska", "-i", "pipe:0", "-map", "0:v", "-c:v", "libx264", "-qp", "0", "-preset", "ultrafast", "-g", "20", "-bf", "0", "-metadata", "title=Front door of the home", .. audio,
             "-f", "mp4", "-movflags", "frag_keyframe+frag_discont+empty_moov+default_base_moof+skip_trailer", "pipe:1"],
            raw.ToArray());
    }

    private static async Task<byte[]> Run(string[] arguments, byte[] input, bool mayFail = false)
    {
        var info = new ProcessStartInfo(Ffmpeg, ["-hide_banner", "-loglevel", "error", .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var said = process.StandardError.ReadToEndAsync();
        using var all = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(all);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException) when (mayFail)
        {
            // It wants nothing of it.
        }

        await reading;
        await process.WaitForExitAsync();
        Assert.True(mayFail || process.ExitCode == 0, await said);
        return all.ToArray();
    }
}
