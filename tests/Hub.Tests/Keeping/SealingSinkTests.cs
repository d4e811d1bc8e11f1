using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Keeping;

public sealed class SealingSinkTests : IDisposable
{
    private readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void An_owner_opens_what_was_recorded_and_its_card_says_where_everything_lies()
    {
        var kept = shelf.Keep();
        var (card, video) = (shelf.Card(kept), shelf.Opened(kept, ClipPart.Video));
        Assert.Equal(video.Length, card.VideoLength);
        Assert.Equal(900, card.Initial);
        Assert.Equal([0, 1_000, 2_000], card.Fragments.Select(f => f.At));
        Assert.Equal(Shelf.Bytes(50_000, 1), video[(int)card.Fragments[1].Offset..(int)card.Fragments[2].Offset]);
        Assert.Equal(3_000, card.Milliseconds);
        Assert.Equal(Shelf.Bytes(2_000, 9), shelf.Opened(kept, ClipPart.Poster));
        Assert.Equal(kept.Clip, card.Clip);
        Assert.Equal(shelf.Camera, card.Camera);
    }

    [Fact]
    public void Cards_of_a_camera_are_numbered_and_chained_across_restarts()
    {
        shelf.Keep();
        shelf.Again();
        shelf.Keep();
        File.Delete(Path.Combine(shelf.Root, "clips", shelf.Camera.Text, "head"));
        shelf.Again();
        shelf.Keep();
        var cards = shelf.Clips.All().Select(shelf.Card).ToList();
        Assert.Equal([0, 1, 2], cards.Select(c => c.Number));
        for (var i = 1; i < 3; i++)
        {
            var before = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(shelf.Opened(shelf.Clips.All()[i - 1], ClipPart.Card)));
            Assert.Equal(before, cards[i].Previous);
        }
    }

    [Fact]
    public void Numbers_go_on_when_every_clip_was_sent_and_let_go()
    {
        shelf.Clips.MarkSent(shelf.Keep());
        shelf.Clips.Sweep();
        Assert.Empty(shelf.Clips.All());
        shelf.Again();
        Assert.Equal(1, shelf.Card(shelf.Keep()).Number);
    }

    [Fact]
    public void What_cannot_be_begun_with_belongs_to_the_group_before_it()
    {
        var clip = shelf.Begin();
        foreach (var (at, key) in new[] { (0, true), (500, false), (1_000, true), (1_500, false) })
            Assert.Null(clip.Write(new byte[100], new FragmentInfo(TimeSpan.FromMilliseconds(at), TimeSpan.FromMilliseconds(500), key)));
        Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromSeconds(2), 4, 1_300, ClipEndReason.Quiet)));
        Assert.Equal([(0, 200), (1_000, 200)], shelf.Card(Assert.Single(shelf.Clips.All())).Fragments.Select(f => (f.At, f.Length)));
    }

    [Fact]
    public void An_empty_or_given_up_clip_leaves_nothing()
    {
        Assert.Null(shelf.Begin().Complete(new ClipEnd(TimeSpan.Zero, 0, 900, ClipEndReason.CameraLost)));
        var clip = shelf.Begin();
        Assert.Null(clip.Write(new byte[100], new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(1), true)));
        clip.Abort("a test");
        Assert.Empty(shelf.Clips.All());
        Assert.Empty(shelf.Clips.Interrupted());
    }

    [Fact]
    public void A_clip_that_outgrows_its_bounds_ends()
    {
        var clip = shelf.Begin();
        Assert.Null(clip.Write(new byte[100], new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(599), true)));
        Assert.Equal("hub-clip-too-long", clip.Write(new byte[100], new FragmentInfo(TimeSpan.FromSeconds(599), TimeSpan.FromSeconds(2), true))?.Code);
    }

    [Fact]
    public void A_camera_that_sends_key_frames_only_is_kept_for_as_long_as_any_other()
    {
        var clip = shelf.Begin();
        for (var i = 0; i < 3_600; i++)
            Assert.Null(clip.Write(new byte[100], new FragmentInfo(TimeSpan.FromSeconds(i / 30.0), TimeSpan.FromSeconds(1 / 30.0), true)));
        Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromMinutes(2), 3_600, 360_900, ClipEndReason.Longest)));
        var card = shelf.Card(Assert.Single(shelf.Clips.All()));
        Assert.Equal((120_000, 900 + 360_000), (card.Milliseconds, card.VideoLength));
    }

    [Fact]
    public void A_clip_that_seems_to_overlap_the_one_before_says_that_the_clock_was_set()
    {
        foreach (var second in new[] { 0, 10, 5, 3_600 })
        {
            // The clock may have been set while the hub was off.
            shelf.Again();
            var clip = shelf.Begin(second);
            Assert.Null(clip.Write(new byte[100], new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(10), true)));
            Assert.Null(clip.Complete(new ClipEnd(TimeSpan.FromSeconds(10), 1, 1_000, ClipEndReason.Quiet)));
        }

        Assert.Equal([false, false, true, false], shelf.Clips.All().Select(c => shelf.Card(c).ClockChanged));
    }

    [Fact]
    public void Clips_that_wait_are_not_let_go_and_a_full_shelf_takes_no_more()
    {
        using var small = new Shelf(new ShelfLimits(100_000, TimeSpan.FromDays(30)));
        var first = small.Keep();
        Assert.Equal("hub-shelf-full", small.Sink.Begin(new ClipStart("door", Shelf.Noon, Shelf.Stream(new byte[10]), ClipCause.Motion)).Refusal?.Code);
        small.Clips.MarkSent(first);
        small.Keep();
        Assert.NotEqual(first.Clip, Assert.Single(small.Clips.All()).Clip);
    }

    [Fact]
    public void No_byte_of_the_picture_lies_in_the_folder()
    {
        var kept = shelf.Keep();
        var planted = Path.Combine(shelf.Root, "planted");
        var known = Shelf.Bytes(50_000, 1).AsSpan(1_000, 24).ToArray();
        Assert.DoesNotContain(Holding(known), file => file != planted);
        File.WriteAllBytes(planted, [0, .. shelf.Opened(kept, ClipPart.Video)]);
        Assert.Equal([planted], Holding(known));

        List<string> Holding(byte[] bytes) =>
            [.. Directory.EnumerateFiles(shelf.Root, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("lock", StringComparison.Ordinal) && File.ReadAllBytes(f).AsSpan().IndexOf(bytes) >= 0)];
    }
}
