using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Recording;

namespace Writ.Hub.Tests.Keeping;

/// <summary>What stays at home once the server has it, at both sides of each edge.</summary>
public sealed class TierTests : IDisposable
{
    private const long Clip = 152_000;

    private static readonly TimeSpan Days = TimeSpan.FromDays(7);

    private readonly ManualClock clock = new();
    private readonly Shelf shelf;

    public TierTests() => shelf = new Shelf(new ShelfLimits(10 * Clip, Days), clock);

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void A_clip_that_the_server_has_stays_its_days_and_no_longer()
    {
        var clip = Sent();
        clock.Pass(Days - TimeSpan.FromTicks(1));
        Assert.Equal([clip], After());
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.Empty(After());
    }

    [Fact]
    public void What_waits_for_the_server_stays_however_old_and_the_days_count_from_when_it_was_sent()
    {
        var clip = shelf.Keep();
        clock.Pass(Days * 10);
        Assert.Equal([clip], After());
        shelf.Clips.MarkSent(clip);
        clock.Pass(Days - TimeSpan.FromTicks(1));
        Assert.Equal([clip], After());
    }

    [Fact]
    public void A_clock_that_goes_back_deletes_nothing_early_also_after_a_restart()
    {
        var clip = Sent();
        clock.Set(TimeSpan.FromDays(-400));
        Assert.Equal([clip], After());
        shelf.Again();
        Assert.Equal([clip], After());
        clock.Set(TimeSpan.FromDays(400));
        clock.Pass(Days - TimeSpan.FromTicks(1));
        Assert.Equal([clip], After());
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.Empty(After());
    }

    [Fact]
    public void When_the_bytes_are_over_the_oldest_goes_first_even_where_the_clock_went_back_between()
    {
        var first = Sent();
        clock.Set(TimeSpan.FromDays(-30));
        var second = Sent();
        var (one, two) = (Used(first), Used(second));
        Renewed(new ShelfLimits(one + two, Days));
        Assert.Equal([first, second], After());
        Renewed(new ShelfLimits(one + two - 1, Days));
        Assert.Equal([second], After());
    }

    [Fact]
    public void What_is_kept_for_good_outlives_its_days_and_goes_last_when_the_bytes_force_it()
    {
        var (pinned, other) = (Sent(), Sent());
        shelf.Clips.SetPinned(pinned, true);
        var bytes = Used(pinned);
        Renewed(new ShelfLimits(bytes + Used(other) - 1, Days));
        Assert.Equal([pinned], After());
        clock.Pass(Days * 3);
        Assert.Equal([pinned], After());
        Assert.Equal(0, shelf.Clips.PinnedGone(shelf.Camera));
        Renewed(new ShelfLimits(bytes, Days));
        Assert.Equal([pinned], After());
        Renewed(new ShelfLimits(bytes - 1, Days));
        Assert.Empty(After());
        Assert.Equal(1, shelf.Clips.PinnedGone(shelf.Camera));
    }

    [Fact]
    public void What_is_let_go_of_again_ends_with_its_days()
    {
        var clip = Sent();
        shelf.Clips.SetPinned(clip, true);
        clock.Pass(Days * 2);
        Assert.Equal([clip], After());
        shelf.Clips.SetPinned(clip, false);
        Assert.Empty(After());
    }

    [Fact]
    public void Clips_that_wait_never_make_room_and_no_new_one_begins_beside_them()
    {
        var waiting = shelf.Keep();
        var sent = Sent();
        Renewed(new ShelfLimits(1, Days));
        Assert.Equal("hub-shelf-full", shelf.Sink.Begin(new ClipStart("door", Shelf.Noon, Shelf.Stream(new byte[10]), ClipCause.Motion)).Refusal?.Code);
        Assert.Equal([waiting], shelf.Clips.All());
        Assert.False(Directory.Exists(sent.Folder));
    }

    [Fact]
    public void A_mark_of_an_earlier_version_counts_from_when_it_was_written()
    {
        var clip = shelf.Keep();
        File.WriteAllBytes(Path.Combine(clip.Folder, "sent"), []);
        File.SetLastWriteTimeUtc(Path.Combine(clip.Folder, "sent"), clock.GetUtcNow().UtcDateTime);
        shelf.Again();
        clock.Pass(Days - TimeSpan.FromSeconds(1));
        Assert.Equal([clip], After());
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Empty(After());
    }

    [Fact]
    public void What_was_let_go_of_leaves_no_file()
    {
        var clip = Sent();
        shelf.Clips.Delete(clip);
        Assert.False(Directory.Exists(clip.Folder));
        shelf.Clips.Delete(clip);
        Assert.Empty(shelf.Clips.All());
    }

    [Fact]
    public void A_clip_that_cannot_be_begun_leaves_no_folder()
    {
        var tooMuch = new ClipStart(new string('x', HomeBox.MaxContent), Shelf.Noon, Shelf.Stream(new byte[10]), ClipCause.Motion);
        Assert.ThrowsAny<Exception>(() => shelf.Sink.Begin(tooMuch));
        Assert.Empty(shelf.Clips.Interrupted());
        Assert.Null(shelf.Begin().Write(new byte[10], new FragmentInfo(TimeSpan.Zero, TimeSpan.FromSeconds(1), true)));
        Assert.Single(shelf.Clips.Interrupted());
    }

    private static long Used(KeptClip clip) => clip.Bytes;

    private KeptClip Sent()
    {
        var clip = shelf.Keep();
        shelf.Clips.MarkSent(clip);
        return clip;
    }

    private IReadOnlyList<KeptClip> After()
    {
        shelf.Clips.Sweep();
        return shelf.Clips.All();
    }

    private void Renewed(ShelfLimits limits) => shelf.Again(limits);
}
