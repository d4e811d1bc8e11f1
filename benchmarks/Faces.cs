using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Writ.Bench.Harness;

namespace Writ.Bench;

/// <summary>
/// How many faces the assistant covers, of pictures whose faces somebody marked. No such set is bundled; give one with <c>--pictures=DIR --boxes=FILE</c>, where
/// the file is as WIDER FACE's: a line with the picture's path, a line with the number of boxes, then a line <c>x y width height ...</c> in pixels for each.
/// </summary>
internal sealed class Faces(string? pictures, string? boxes) : IBench
{
    private const int Side = 640;

    private const int Whole = 1000;

    // A face counts as covered where this share of its box lies under what would be blurred.
    private const double Covered = 0.9;

    private static readonly (string Name, double Least)[] Sizes = [("an eighth of the picture’s longer side or more", 1 / 8.0), ("a sixteenth to an eighth", 1 / 16.0), ("a thirtieth to a sixteenth", 1 / 30.0), ("smaller than a thirtieth", 0)];

    public string Name => "faces";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        if (pictures is null || boxes is null) return [new Row("faces", "how many faces are covered", "not measured", "give --pictures=DIR --boxes=FILE", "-", "-")];
        var finder = HubInside.New("Rendering.FaceFinder", HubInside.Value(HubInside.CallStatic("Ffmpeg.Tools", "Find")));
        var (found, all, strays, count, time) = (new int[Sizes.Length], new int[Sizes.Length], 0, 0, TimeSpan.Zero);
        foreach (var (path, marked) in Read(boxes))
        {
            var (width, height) = await Measures(Path.Combine(pictures, path));
            var longest = Math.Max(width, height);
            var (w, h) = (Even(width, longest), Even(height, longest));
            var grey = await Grey(Path.Combine(pictures, path), w, h);
            var from = Stopwatch.GetTimestamp();
            var raw = Boxes(HubInside.Call(finder, "InPicture", grey, w, h)!);
            time += Stopwatch.GetElapsedTime(from);
            count++;
            var hidden = raw.ConvertAll(Wider);
            foreach (var face in marked.Select(m => new Box(m.X * Whole / width, m.Y * Whole / height, m.W * Whole / width, m.H * Whole / height)))
            {
                var size = Array.FindIndex(Sizes, s => Math.Max(face.W * width, face.H * height) / Whole >= s.Least * longest);
                all[size]++;
                if (hidden.Exists(one => one.Over(face) >= Covered * face.W * face.H)) found[size]++;
            }

            strays += raw.Count(one => !marked.Any(m => one.Over(new Box(m.X * Whole / width, m.Y * Whole / height, m.W * Whole / width, m.H * Whole / height)) > 0));
        }

        var rows = Sizes.Select((size, i) => new Row(
            "faces", $"covered, where the face is {size.Name}", $"{found[i]}", $"{all[i]} marked", all[i] == 0 ? "-" : Text.Number((double)found[i] / all[i]), "-")).ToList();
        rows.Add(new Row("faces", "found where nobody is marked", $"{strays}", $"{count} pictures", count == 0 ? "-" : Text.Number((double)strays / count), "-"));
        rows.Add(new Row("faces", "looking at one picture", count == 0 ? "-" : $"{Text.Number(time.TotalMilliseconds / count, "0")} ms", $"{count} pictures", "-", "-"));
        return rows;
    }

    private static IEnumerable<(string Path, List<Box> Marked)> Read(string file)
    {
        using var lines = File.ReadLines(file).GetEnumerator();
        while (lines.MoveNext())
        {
            if (lines.Current.Trim() is not { Length: > 0 } path) continue;
            if (!lines.MoveNext() || !int.TryParse(lines.Current.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw new InvalidDataException($"{file}: no number of boxes after {path}");
            var marked = new List<Box>();

            // WIDER FACE has a line of noughts where there is no face.
            for (var i = 0; i < Math.Max(1, number) && lines.MoveNext(); i++)
            {
                var parts = lines.Current.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4).Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToList();
                if (parts is [var x, var y, > 0 and var w, > 0 and var h]) marked.Add(new Box(x, y, w, h));
            }

            yield return (path, marked);
        }
    }

    private static List<Box> Boxes(object found) => [.. ((IEnumerable)found).Cast<object>().Select(box =>
    {
        double Of(string name) => (int)box.GetType().GetProperty(name)!.GetValue(box)!;
        return new Box(Of("X"), Of("Y"), Of("Width"), Of("Height"));
    })];

    /// <summary>As the hub covers what it finds.</summary>
    private static Box Wider(Box box) => new(box.X - (box.W * 2 / 5), box.Y - (box.H * 2 / 5), box.W * 9 / 5, box.H * 9 / 5);

    private static int Even(int side, int longest) => Math.Max(2, (longest <= Side ? side : (int)((long)side * Side / longest)) / 2 * 2);

    private static async Task<(int Width, int Height)> Measures(string picture)
    {
        var said = System.Text.Encoding.ASCII.GetString(await Said("ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0", picture]));
        var parts = said.Trim().Split(',');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static async Task<byte[]> Grey(string picture, int width, int height)
    {
        var grey = await Said("ffmpeg", ["-v", "error", "-i", picture, "-frames:v", "1", "-vf", string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=area,format=gray"), "-f", "rawvideo", "-"]);
        return grey.Length == width * height ? grey : throw new InvalidDataException($"{picture} cannot be read");
    }

    private static async Task<byte[]> Said(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes);
        await process.WaitForExitAsync();
        return bytes.ToArray();
    }

    private sealed record Box(double X, double Y, double W, double H)
    {
        public double Over(Box other)
        {
            var (w, h) = (Math.Min(X + W, other.X + other.W) - Math.Max(X, other.X), Math.Min(Y + H, other.Y + other.H) - Math.Max(Y, other.Y));
            return w > 0 && h > 0 ? w * h : 0;
        }
    }
}
