using System.Runtime.InteropServices;
using Writ.Hub.Ffmpeg;
using Writ.Hub.Video;

namespace Writ.Hub.Rendering;

/// <summary>One picture of a clip.</summary>
/// <param name="Start">Of the clip's first picture, in the file's own time.</param>
/// <param name="At">Since the clip's first picture.</param>
/// <param name="Bytes">May be written to.</param>
internal readonly record struct Decoded(TimeSpan Start, TimeSpan At, Memory<byte> Bytes);

/// <summary>Reads a clip through ffmpeg's pipes: nothing opened is on a disk.</summary>
internal sealed class ClipDecoder(Tools tools)
{
    /// <summary>Pictures in order until <paramref name="take"/> says false; false where they could not be read.</summary>
    /// <param name="bytes">Of one picture.</param>
    public async Task<bool> PicturesAsync(FoundClip clip, Command command, int bytes, Func<Decoded, ValueTask<bool>> take, CancellationToken stop)
    {
        await using var program = ChildProgram.Start(tools, tools.Ffmpeg, command.Arguments, new Scrubber(null));
        var feeding = FeedAsync(program, clip, stop);
        var reader = new FragmentReader(program.Output, VideoLimits.Default);
        TimeSpan? first = null;
        if (!(await reader.ReadInitAsync(stop)).TryGet(out var init, out _) || init is null) return await Ended(program, feeding, good: false);
        while (true)
        {
            if (!(await reader.ReadAsync(stop)).TryGet(out var fragment, out _)) return await Ended(program, feeding, good: false);
            if (fragment is null) return await program.EndAsync(stop) == 0 && await feeding;
            first ??= fragment.Start;
            if (fragment.Payload.Length != bytes) return await Ended(program, feeding, good: false);
            if (!await take(new Decoded(first.Value, fragment.Start - first.Value, MemoryMarshal.AsMemory(fragment.Payload)))) return await Ended(program, feeding, good: true);
        }
    }

    /// <summary>The clip's sound up to a moment; null where it could not be read.</summary>
    /// <param name="most">Bytes.</param>
    public async Task<Sound?> SoundAsync(FoundClip clip, int most, CancellationToken stop)
    {
        await using var program = ChildProgram.Start(tools, tools.Ffmpeg, Commands.Sound().Arguments, new Scrubber(null));
        var feeding = FeedAsync(program, clip, stop);
        using var all = new MemoryStream();
        var part = new byte[64 * 1024];
        int got;
        while (all.Length < most && (got = await program.Output.ReadAsync(part, stop)) > 0) all.Write(part, 0, got);
        return await Ended(program, feeding, good: true) ? new Sound(all.ToArray()) : null;
    }

    private static async Task<bool> Ended(ChildProgram program, Task<bool> feeding, bool good)
    {
        program.Kill();
        return await feeding && good;
    }

    /// <summary>False where the clip itself does not open.</summary>
    private static async Task<bool> FeedAsync(ChildProgram program, FoundClip clip, CancellationToken stop)
    {
        await using var pipe = program.Input;
        try
        {
            return await clip.ReadAsync(async bytes => await pipe.WriteAsync(bytes, stop), stop);
        }
        catch (IOException)
        {
            // It has enough, or was ended.
            return true;
        }
    }
}
