using Writ.Base;
using System.Diagnostics;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Keeping;

public sealed class SalvageTests : IDisposable
{
    private readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public async Task A_clip_that_a_kill_cut_off_is_kept_up_to_its_last_whole_fragment()
    {
        var (init, fragments) = await Footage();
        var clip = shelf.Sink.Begin(new ClipStart("door", Shelf.Noon, Shelf.Stream(init), ClipCause.Motion)).Value;
        foreach (var fragment in fragments) Assert.Null(clip.Write(fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe)));

        shelf.Again();
        var said = new List<string>();
        await new Salvage(shelf.Ring, shelf.Clips, said.Add).RunAsync(CancellationToken.None);

        var kept = Assert.Single(shelf.Clips.All());
        var (card, video) = (shelf.Card(kept), shelf.Opened(kept, ClipPart.Video));
        var whole = fragments.SelectMany(f => f.Bytes.ToArray()).ToArray();
        Assert.Equal(init.Concat(whole).Take(video.Length), video);
        Assert.InRange(video.Length, init.Length + whole.Length - ClipSeal.ChunkLength - fragments.Max(f => f.Length), init.Length + whole.Length - 1);
        Assert.Equal(Shelf.Noon, card.From);
        Assert.Empty(shelf.Clips.Interrupted());
        Assert.Single(said);
    }

    [Fact]
    public async Task What_holds_nothing_whole_is_cleared_away()
    {
        shelf.Begin();
        shelf.Again();
        Directory.CreateDirectory(Path.Combine(shelf.Root, "clips", shelf.Camera.Text, $"open-{ClipId.New().Text}"));
        await new Salvage(shelf.Ring, shelf.Clips, _ => { }).RunAsync(CancellationToken.None);
        Assert.Empty(shelf.Clips.All());
        Assert.Empty(shelf.Clips.Interrupted());
    }

    private static async Task<(byte[] Init, List<Fragment> Fragments)> Footage()
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in "-v error -f lavfi -i testsrc2=size=640x360:rate=10:duration=6 -c:v libx264 -threads 1 -g 5 -pix_fmt yuv420p -f mp4 -movflags frag_keyframe+empty_moov+default_base_moof pipe:1".Split(' '))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var reader = new FragmentReader(process.StandardOutput.BaseStream, VideoLimits.Default);
        var init = (await reader.ReadInitAsync(CancellationToken.None)).Value!;
        var fragments = new List<Fragment>();
        while ((await reader.ReadAsync(CancellationToken.None)).TryGet(out var fragment, out _) && fragment is not null) fragments.Add(fragment);
        await process.WaitForExitAsync();
        Assert.True(fragments.Count > 5);
        return (init.Bytes, fragments);
    }
}
