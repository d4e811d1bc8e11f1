using Writ.Base;
using Writ.Hub.Video;

namespace Writ.Hub.Tests.Video;

public sealed class FragmentReaderTests
{
    private static readonly byte[] Honest = [.. Mp4.Init(), .. Mp4.Fragment(0, key: true), .. Mp4.Fragment(250, key: false), .. Mp4.Fragment(500, key: true, samples: 3)];

    [Fact]
    public async Task Reads_the_segment_and_the_fragments_with_their_times()
    {
        var (init, fragments, refusal) = await Read(Honest);
        Assert.Null(refusal);
        Assert.Equal(Mp4.Init(), init!.Bytes);
        Assert.Equal(("avc1.64001f", 640, 360), (init.Video!.Codec, init.Video.Width, init.Video.Height));
        Assert.Equal([0, 250, 500], fragments.Select(f => f.Start.TotalMilliseconds));
        Assert.Equal([true, false, true], fragments.Select(f => f.Keyframe));
        Assert.Equal(749, fragments[2].End.TotalMilliseconds);
        Assert.Equal(Honest.Length - init.Bytes.Length, fragments.Sum(f => f.Length));
    }

    [Fact]
    public async Task Names_the_sound_as_a_browser_wants_it()
    {
        var (init, _, _) = await Read(Mp4.Init(audio: true));
        Assert.Equal("mp4a.40.2", init!.Audio!.Codec);
    }

    [Fact]
    public async Task Another_codec_has_no_name_for_a_browser()
    {
        var (init, _, _) = await Read(Mp4.Init("hvc1"));
        Assert.Null(init!.Video!.Codec);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(7u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public async Task A_box_that_lies_about_its_length_is_refused(uint length)
    {
        foreach (var at in (int[])[0, Mp4.Init().Length, Mp4.Init().Length + Moof()])
        {
            var lie = Honest.ToArray();
            Mp4.U32(length).CopyTo(lie, at);
            Assert.NotNull((await Read(lie)).Refusal);
        }
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_refused_before_anything_is_allocated()
    {
        var lie = Honest.ToArray();
        Mp4.U32(2_000_000_000).CopyTo(lie, Mp4.Init().Length + Moof());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = (await Read(lie)).Refusal;
        Assert.Equal("hub-video-too-large", refusal!.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public async Task A_length_within_the_limit_that_is_not_there_costs_no_more_than_what_came()
    {
        var lie = Honest.ToArray();
        Mp4.U32(31 << 20).CopyTo(lie, Mp4.Init().Length + Moof());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("hub-video-malformed", (await Read(lie)).Refusal!.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public async Task Samples_that_claim_more_than_their_fragment_are_refused() =>
        Assert.NotNull((await Read([.. Mp4.Init(), .. Mp4.Fragment(0, key: true, claimed: 101)])).Refusal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task Samples_outside_their_fragment_are_refused(int offset)
    {
        var bytes = Mp4.Fragment(0, key: true);
        var at = bytes.AsSpan().IndexOf("trun"u8) + 12;
        Mp4.U32(unchecked((uint)offset)).CopyTo(bytes, at);
        Assert.NotNull((await Read([.. Mp4.Init(), .. bytes])).Refusal);
    }

    [Fact]
    public async Task A_count_of_samples_that_is_not_there_is_refused()
    {
        foreach (var count in (uint[])[2, 20_000, 20_001, uint.MaxValue])
        {
            var bytes = Mp4.Fragment(0, key: true);
            Mp4.U32(count).CopyTo(bytes, bytes.AsSpan().IndexOf("trun"u8) + 8);
            Assert.NotNull((await Read([.. Mp4.Init(), .. bytes])).Refusal);
        }
    }

    [Fact]
    public async Task A_fragment_of_a_track_that_was_not_announced_is_refused() =>
        Assert.NotNull((await Read([.. Mp4.Init(), .. Mp4.Fragment(0, key: true, track: 7)])).Refusal);

    [Fact]
    public async Task A_time_beyond_all_reason_is_refused() =>
        Assert.NotNull((await Read([.. Mp4.Init(), .. Mp4.Fragment(ulong.MaxValue / 2, key: true)])).Refusal);

    [Fact]
    public async Task A_track_that_counts_no_time_is_refused() => Assert.NotNull((await Read(Mp4.Init(timescale: 0))).Refusal);

    [Fact]
    public async Task A_stream_cut_off_anywhere_ends_or_is_refused_and_never_throws()
    {
        for (var length = 0; length < Honest.Length; length++)
        {
            var (_, fragments, refusal) = await Read(Honest[..length]);
            var whole = length == 0 || length == Mp4.Init().Length || fragments.Sum(f => f.Length) + Mp4.Init().Length == length;
            Assert.Equal(whole, refusal is null);
        }
    }

    [Fact]
    public async Task A_stream_with_any_byte_changed_never_throws()
    {
        foreach (var value in (byte[])[0x00, 0x01, 0x7F, 0x80, 0xFF])
        {
            for (var at = 0; at < Honest.Length; at++)
            {
                var changed = Honest.ToArray();
                changed[at] = value;
                await Read(changed);
            }
        }
    }

    [Fact]
    public async Task A_clips_times_are_counted_from_its_start_and_the_bytes_stay_as_they_were()
    {
        var (_, fragments, _) = await Read(Honest);
        var fragment = fragments[2];
        var before = fragment.Bytes.ToArray();
        var shown = fragment.CountedFrom(TimeSpan.FromMilliseconds(250), bytes => bytes.ToArray());
        var (_, again, refusal) = await Read([.. Mp4.Init(), .. shown]);
        Assert.Null(refusal);
        Assert.Equal(250, again.Single().Start.TotalMilliseconds);
        Assert.Equal(before, fragment.Bytes.ToArray());
    }

    private static int Moof() => Mp4.Fragment(0, key: true).AsSpan().IndexOf("mdat"u8) - 4;

    private static async Task<(Init? Init, List<Fragment> Fragments, Refusal? Refusal)> Read(byte[] bytes)
    {
        var reader = new FragmentReader(new MemoryStream(bytes), VideoLimits.Default);
        var fragments = new List<Fragment>();
        if (!(await reader.ReadInitAsync(CancellationToken.None)).TryGet(out var init, out var refusal) || init is null) return (init, fragments, refusal);
        while (true)
        {
            if (!(await reader.ReadAsync(CancellationToken.None)).TryGet(out var fragment, out refusal)) return (init, fragments, refusal);
            if (fragment is null) return (init, fragments, null);
            fragments.Add(fragment);
        }
    }
}
