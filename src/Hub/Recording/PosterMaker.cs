using Writ.Hub.Ffmpeg;
using Writ.Hub.Video;

namespace Writ.Hub.Recording;

/// <summary>Where a poster is to be taken from: a group of pictures that is held in memory, and the moment in it.</summary>
internal sealed record PosterFrom(StreamInit Stream, IReadOnlyList<Fragment> Group, TimeSpan Moment);

/// <summary>Makes a JPEG from a piece of a clip, through ffmpeg's pipes. The clip is masked already, so the poster is.</summary>
internal sealed class PosterMaker(Tools tools, TimeProvider clock)
{
    private const int MostBytes = 2 << 20;

    private const int LongestSide = 640;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The picture at the moment, or the group's first; null where neither can be had, which is no reason to lose a clip.</summary>
    public async Task<byte[]?> MakeAsync(PosterFrom from, CancellationToken stop)
    {
        var moment = from.Moment - from.Group[0].Start;
        return await TryAsync(from, moment, stop) ?? (moment > TimeSpan.Zero ? await TryAsync(from, TimeSpan.Zero, stop) : null);
    }

    private async Task<byte[]?> TryAsync(PosterFrom from, TimeSpan moment, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        var longest = Math.Max(LongestSide, Math.Max(from.Stream.Width, from.Stream.Height));
        var command = Commands.Still(moment, Even(from.Stream.Width, longest), Even(from.Stream.Height, longest));
        await using var program = ChildProgram.Start(tools, tools.Ffmpeg, command.Arguments, new Scrubber(null));
        try
        {
            var feeding = program.FeedAsync([from.Stream.Segment, .. from.Group.Select(f => f.Bytes)], both.Token);
            var jpeg = new MemoryStream();
            var part = new byte[32 * 1024];
            int got;
            while ((got = await program.Output.ReadAsync(part, both.Token)) > 0)
            {
                if (jpeg.Length + got > MostBytes) return null;
                jpeg.Write(part, 0, got);
            }

            await feeding;
            return jpeg.Length > 2 && jpeg.GetBuffer() is [0xFF, 0xD8, ..] ? jpeg.ToArray() : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static int Even(int side, int longest) => Math.Max(2, (int)((long)side * LongestSide / longest) / 2 * 2);
}
