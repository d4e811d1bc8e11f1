using Writ.Base;
using System.Diagnostics;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;
using Writ.Hub.Tests.Video;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_chosen_when_it_began_holds_for_it(bool providerHeld)
    {
        var (init, fragments) = await Footage();
        shelf.ProviderHeld = providerHeld;
        var clip = shelf.Sink.Begin(new ClipStart("door", Shelf.Noon, Shelf.Stream(init), ClipCause.Motion)).Value;
        foreach (var fragment in fragments) Assert.Null(clip.Write(fragment.Bytes, new FragmentInfo(fragment.Start, fragment.Duration, fragment.Keyframe)));
        shelf.ProviderHeld = !providerHeld;
        shelf.Again();
        await new Salvage(shelf.Ring, shelf.Clips, _ => { }).RunAsync(CancellationToken.None);
        Assert.Equal(providerHeld, Assert.Single(shelf.Clips.All()).ProviderHeld);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_saving_neither_loses_nor_doubles()
    {
        CutOff(0);
        var (open, copy) = (shelf.Clips.Interrupted().Single().Folder, Path.Combine(shelf.Root, "copy"));
        Copy(open, copy);
        await Save();
        var video = shelf.Opened(Assert.Single(shelf.Clips.All()), ClipPart.Video);

        // Killed just before what was cut off is cleared away, and before that, half way through.
        Copy(copy, open);
        await Save();
        Assert.Equal(video, shelf.Opened(Assert.Single(shelf.Clips.All()), ClipPart.Video));
        Assert.Empty(shelf.Clips.Interrupted());
        shelf.Clips.All()[0].Delete();
        Copy(copy, open);
        Copy(copy, Path.Combine(Path.GetDirectoryName(open)!, $"again-{Path.GetFileName(open)["open-".Length..]}"));
        await Save();
        Assert.Equal(video, shelf.Opened(Assert.Single(shelf.Clips.All()), ClipPart.Video));
    }

    [Fact]
    public async Task A_clip_that_was_whole_and_had_no_number_yet_is_kept_to_its_end()
    {
        var clip = CutOff(0);
        var (open, copy) = (shelf.Clips.Interrupted().Single().Folder, Path.Combine(shelf.Root, "copy"));
        Copy(open, copy);
        Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromSeconds(4), 4, 1_000, ClipEndReason.Quiet)));
        var kept = Assert.Single(shelf.Clips.All());
        var video = shelf.Opened(kept, ClipPart.Video);
        File.Copy(Path.Combine(copy, SealingClip.DraftFile), Path.Combine(kept.Folder, SealingClip.DraftFile));
        Directory.Move(kept.Folder, open);
        File.Delete(Path.Combine(shelf.Root, "clips", shelf.Camera.Text, "head"));
        await Save();
        Assert.Equal(video, shelf.Opened(Assert.Single(shelf.Clips.All()), ClipPart.Video));
    }

    [Fact]
    public async Task Clips_that_a_kill_cut_off_get_their_numbers_in_the_order_they_began()
    {
        foreach (var second in new[] { 300, 100, 0, 200, 400 }) CutOff(second);
        await Save();
        Assert.Equal([0, 100, 200, 300, 400], shelf.Clips.All().Select(c => (shelf.Card(c).From - Shelf.Noon).TotalSeconds));
    }

    [Fact]
    public async Task What_cannot_be_saved_for_want_of_room_waits_for_the_next_start()
    {
        CutOff(0);
        var open = shelf.Clips.Interrupted().Single();
        var inTheWay = Path.Combine(Path.GetDirectoryName(open.Folder)!, $"again-{open.Clip.Text}");
        File.WriteAllText(inTheWay, "no folder can be made here");
        await Save();
        Assert.Empty(shelf.Clips.All());
        File.Delete(inTheWay);
        await Save();
        Assert.Single(shelf.Clips.All());
    }

    /// <summary>A clip of four fragments, and a hub that was killed while it was written.</summary>
    private IClip CutOff(int second)
    {
        var init = Mp4.Init();
        var clip = shelf.Sink.Begin(new ClipStart("door", Shelf.Noon.AddSeconds(second), Shelf.Stream(init), ClipCause.Motion)).Value;
        for (var i = 0; i < 4; i++) Assert.Null(clip.Write(Mp4.Fragment((ulong)i * 1_000, true, 1_000, size: 40_000), new FragmentInfo(TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(1), true)));
        return clip;
    }

    private async Task Save()
    {
        shelf.Again();
        await new Salvage(shelf.Ring, shelf.Clips, _ => { }).RunAsync(CancellationToken.None);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
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
