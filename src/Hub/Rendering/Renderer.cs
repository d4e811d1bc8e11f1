using Writ.Base;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Video;

namespace Writ.Hub.Rendering;

/// <param name="Video">Fragmented MP4.</param>
/// <param name="Initial">Bytes of its initialisation segment.</param>
internal sealed record Rendered(byte[] Video, int Initial, string Codecs, int Width, int Height);

/// <summary>
/// Makes of a clip what an edit list says: decodes every picture, paints over it, burns in whom it is for, and encodes it anew. Pictures go from program to
/// program through this one's memory, one at a time.
/// </summary>
internal sealed class Renderer(Tools tools, FaceFinder faces)
{
    public const int MostBytes = Base.Footage.OrderAnswer.MostBytes;

    private const int LongestSide = 1920;

    private const int MostRate = 6_000_000;

    private const int SoundRate = 80_000;

    /// <summary>Sound may begin before the pictures do, by so much.</summary>
    private const int MostAhead = 5_000;

    /// <summary>The clip's refusals and <c>hub-render-outside</c>, <c>hub-render-empty</c>, <c>hub-render-unreadable</c>, <c>hub-render-too-large</c>, <c>hub-no-font</c>, <c>hub-no-face-data</c>.</summary>
    /// <param name="progress">Thousandths.</param>
    public async Task<Result<Rendered>> RenderAsync(FoundClip clip, EditList edits, Action<int> progress, CancellationToken stop)
    {
        if (edits.To > clip.Card.Milliseconds) return RenderRefusals.Outside;
        if (!await clip.IsWholeAsync(stop)) return RenderRefusals.NoClip;
        var (width, height) = Size(clip.Card.Width, clip.Card.Height);
        if (!(await Watermark.MakeAsync(tools, edits.Label, edits.Grant, width, height, stop)).TryGet(out var mark, out var refusal)) return refusal;
        IReadOnlyList<FoundFaces> found = [];
        if (edits.Faces)
        {
            if (!(await faces.FindAsync(clip, edits.From - FaceFinder.Hold, edits.To + FaceFinder.Hold, done => progress(done / 3), stop)).TryGet(out var some, out refusal)) return refusal;
            found = some;
        }

        var decoder = new ClipDecoder(tools);
        Sound? sound = null;
        if (edits.Audio && clip.Card.Codecs.Contains("mp4a", StringComparison.Ordinal))
        {
            sound = await decoder.SoundAsync(clip, (edits.To + MostAhead) * (RawMatroska.SamplesPerSecond / 1000) * 2, stop);
            if (sound is null) return RenderRefusals.Unreadable;
        }

        var painter = new Painter(width, height, new Cover(edits.Shapes, width, height, at => FaceFinder.BoxesAt(found, at, width, height)));
        var most = (int)Math.Clamp(((long)MostBytes * 8 * 1000 / edits.Length * 9 / 10) - SoundRate, 400_000, MostRate);
        await using var encoder = ChildProgram.Start(tools, tools.Ffmpeg, Commands.Encode(sound is not null, most).Arguments, new Scrubber(null));
        var taking = TakeAsync(encoder, stop);
        var (read, pictures) = await PicturesAsync(decoder, clip, edits, (width, height), picture =>
        {
            painter.Paint(picture.Picture, picture.At);
            mark.Burn(picture.Picture);
            progress((edits.Faces ? 333 : 0) + (int)((long)(picture.At - edits.From) * (edits.Faces ? 666 : 999) / edits.Length));
        }, sound, encoder, stop);
        var taken = await taking;
        if (!read) return RenderRefusals.Unreadable;
        if (pictures == 0) return RenderRefusals.Empty;
        if (!taken.TryGet(out var video, out refusal)) return refusal;
        return await encoder.EndAsync(stop) == 0 && video.Codecs.StartsWith("avc1.", StringComparison.Ordinal) ? video with { Width = width, Height = height } : RenderRefusals.Unreadable;
    }

    internal static (int Width, int Height) Size(int width, int height)
    {
        var longest = Math.Max(width, height);
        return (Fit(width, longest), Fit(height, longest));
    }

    private static int Fit(int side, int longest) => Math.Max(16, (longest <= LongestSide ? side : (int)((long)side * LongestSide / longest)) / 2 * 2);

    private static async Task<(bool Read, int Pictures)> PicturesAsync(
        ClipDecoder decoder, FoundClip clip, EditList edits, (int Width, int Height) size, Action<(Picture Picture, int At)> edit, Sound? sound, ChildProgram encoder, CancellationToken stop)
    {
        await using var pipe = encoder.Input;
        var matroska = new RawMatroska(pipe);
        var (pictures, begins, heard, start) = (0, 0, 0, 0);
        try
        {
            await matroska.BeginAsync(size.Width, size.Height, sound is not null, stop);
            var read = await decoder.PicturesAsync(clip, Commands.Pictures(size.Width, size.Height), Picture.BytesOf(size.Width, size.Height), async decoded =>
            {
                if (decoded.At.TotalMilliseconds >= edits.To) return false;
                if (decoded.At.TotalMilliseconds < edits.From) return true;
                var at = (int)decoded.At.TotalMilliseconds;
                if (pictures++ == 0) (begins, start) = (at, (int)decoded.Start.TotalMilliseconds);
                edit((new Picture(decoded.Bytes, size.Width, size.Height), at));
                await SoundAsync(at - begins);
                await matroska.PictureAsync(at - begins, decoded.Bytes, stop);
                return true;
            }, stop);
            if (pictures > 0) await SoundAsync(edits.To - begins);
            return (read, pictures);
        }
        catch (IOException)
        {
            // The encoder has ended; what it left says why.
            return (true, pictures);
        }

        async Task SoundAsync(int upTo)
        {
            if (sound is null || upTo <= heard) return;
            await matroska.SoundAsync(heard, sound.Between(start + begins + heard, start + begins + upTo), stop);
            heard = upTo;
        }
    }

    private static async Task<Result<Rendered>> TakeAsync(ChildProgram encoder, CancellationToken stop)
    {
        var reader = new FragmentReader(encoder.Output, VideoLimits.Default);
        if (!(await reader.ReadInitAsync(stop)).TryGet(out var init, out _) || init?.Video?.Codec is not { } codec) return RenderRefusals.Unreadable;
        using var all = new MemoryStream();
        all.Write(init.Bytes);
        while (true)
        {
            if (!(await reader.ReadAsync(stop)).TryGet(out var fragment, out var refusal) && refusal is not null) return RenderRefusals.Unreadable;
            if (fragment is null) break;
            if (all.Length + fragment.Length > MostBytes)
            {
                encoder.Kill();
                return RenderRefusals.TooLarge;
            }

            all.Write(fragment.Bytes.Span);
        }

        return new Rendered(all.ToArray(), init.Bytes.Length, init.Audio?.Codec is { } audio ? $"{codec},{audio}" : codec, 0, 0);
    }
}
