using System.Security.Cryptography;
using Writ.Base;
using Writ.Hub.Ffmpeg;

namespace Writ.Hub.Rendering;

/// <summary>Whom a picture is for, burnt into it: readable in a corner, and faintly all over, so that cutting the corner off does not take it away.</summary>
internal sealed class Watermark
{
    private const string Font = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

    private const int Faint = 28;

    private const int White = 235;

    // The faint lines: how much of the picture's height lies between two.
    private const int Lines = 5;

    private readonly byte[] mask;

    private readonly int width;

    private readonly int height;

    private Watermark(byte[] mask, int width, int height) => (this.mask, this.width, this.height) = (mask, width, height);

    /// <summary>Refusals <c>hub-no-font</c>, <c>hub-render-unreadable</c>.</summary>
    public static async Task<Result<Watermark>> MakeAsync(Tools tools, string label, string grant, int pictureWidth, int pictureHeight, CancellationToken stop)
    {
        if (!File.Exists(Font)) return RenderRefusals.NoFont;
        var longest = Math.Max(label.Length, grant.Length);
        var size = Math.Clamp(Math.Min(pictureHeight / 26, pictureWidth * 10 / (longest * 7)), 7, 48);
        var (width, height) = (Math.Min(pictureWidth, ((longest * size * 9 / 10) + (2 * size)) / 2 * 2), Math.Min(pictureHeight, size * 7 / 2 / 2 * 2));
        using var note = Note.Write($"{label}\n{grant}");
        await using var program = ChildProgram.Start(tools, tools.Ffmpeg, Commands.Label(Font, note.Path, size, width, height).Arguments, new Scrubber(null));
        await program.FeedAsync((string?)null, stop);
        var mask = new byte[width * height];
        var got = await program.Output.ReadAtLeastAsync(mask, mask.Length, throwOnEndOfStream: false, stop);
        return got == mask.Length && await program.EndAsync(stop) == 0 && mask.AsSpan().ContainsAnyExcept((byte)0) ? Narrow(mask, width, height, size) : RenderRefusals.Unreadable;
    }

    /// <summary>No wider than what is written, and a little beside it.</summary>
    private static Watermark Narrow(byte[] mask, int width, int height, int size)
    {
        var used = Math.Min(width, (Enumerable.Range(0, height).Max(y => mask.AsSpan(y * width, width).LastIndexOfAnyExcept((byte)0)) + size) / 2 * 2);
        var narrow = new byte[used * height];
        for (var y = 0; y < height; y++) mask.AsSpan(y * width, used).CopyTo(narrow.AsSpan(y * used));
        return new Watermark(narrow, used, height);
    }

    public void Burn(Picture picture)
    {
        var light = picture.Plane(0);
        for (var line = 0; line < Lines; line++)
        {
            var top = ((2 * line) + 1) * picture.Height / (2 * Lines) - (height / 2);
            var shift = line % 2 == 0 ? 0 : width / 2;
            for (var left = -shift; left < picture.Width; left += width + (width / 4)) Draw(light, left, top, Faint);
        }

        Ground(picture, picture.Height - height);
        Draw(light, 0, picture.Height - height, 255);
    }

    /// <summary>Half dark and without colour, so that the corner is readable whatever lies under it.</summary>
    private void Ground(Picture picture, int top)
    {
        for (var number = 0; number < 3; number++)
        {
            var plane = picture.Plane(number);
            for (var y = top / plane.Step; y < plane.Height; y++)
            {
                foreach (ref var value in plane.Row(y)[..Math.Min(width / plane.Step, plane.Width)]) value = number == 0 ? (byte)(16 + ((value - 16) * 3 / 10 is > 0 and var some ? some : 0)) : (byte)128;
            }
        }
    }

    private void Draw(Plane light, int left, int top, int strength)
    {
        for (var y = Math.Max(0, -top); y < height && top + y < light.Height; y++)
        {
            var line = light.Row(top + y);
            var ink = mask.AsSpan(y * width, width);
            for (var x = Math.Max(0, -left); x < width && left + x < line.Length; x++)
            {
                if (ink[x] == 0) continue;
                ref var value = ref line[left + x];

                // Faint writing is lighter on dark and darker on light: it shows everywhere.
                var towards = strength == 255 || value < 128 ? White : 16;
                value = (byte)(value + ((towards - value) * ink[x] * strength / (255 * 255)));
            }
        }
    }

    /// <summary>A name and a number, for as long as ffmpeg reads it: drawtext takes no pipe. In memory where the system has a place for that.</summary>
    private sealed class Note : IDisposable
    {
        private readonly string folder;

        private Note(string folder) => this.folder = folder;

        public string Path => System.IO.Path.Combine(folder, "label");

        public static Note Write(string text)
        {
            var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : "/tmp";
            var folder = System.IO.Path.Combine(parent, $"writ-hub-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
            Keeping.HubFolder.Make(folder);
            var note = new Note(folder);
            File.WriteAllText(note.Path, text);
            return note;
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
