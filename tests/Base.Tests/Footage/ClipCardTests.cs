using Writ.Base.Footage;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class ClipCardTests : IDisposable
{
    private readonly Household home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_card_reads_back_as_it_was_signed()
    {
        var card = Card();
        var again = ClipCard.Read(card.Sign(home.Hub), home.Hub.Holder).Value;
        Assert.Equal(card with { Fragments = [] }, again with { Fragments = [] });
        Assert.Equal(card.Fragments, again.Fragments);
        Assert.Equal(2_500, again.VideoLength);
    }

    [Fact]
    public void Only_the_hub_signs_cards()
    {
        Assert.Equal("footage-not-signed", ClipCard.Read(Card().Sign(home.Owner), home.Hub.Holder).Refusal?.Code);
        Assert.Equal("footage-not-signed", ClipCard.Read([], home.Hub.Holder).Refusal?.Code);
    }

    public static TheoryData<string> Wrong => ["gap", "overlap", "back", "none", "late", "late-start", "codec", "hevc", "second-first", "first-second"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_card_that_contradicts_itself_is_never_signed(string how)
    {
        var good = Card();
        var bad = how switch
        {
            "gap" => good with { Fragments = [new(0, 500, 1_000), new(1_000, 1_501, 999)] },
            "overlap" => good with { Fragments = [new(0, 500, 1_000), new(1_000, 1_499, 1_001)] },
            "back" => good with { Fragments = [new(0, 500, 1_000), new(0, 1_500, 1_000)] },
            "none" => good with { Fragments = [] },
            "late" => good with { Milliseconds = 1_000 },
            "late-start" => good with { Fragments = [new(1, 500, 1_000), new(1_000, 1_500, 1_000)] },
            "codec" => good with { Codecs = "avc1.64001f,opus" },
            "hevc" => good with { Codecs = "hvc1.1.6.L93.B0" },
            "second-first" => good with { Number = 1 },
            "first-second" => good with { Previous = new string('a', 64) },
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        Assert.Throws<InvalidOperationException>(() => bad.Sign(home.Hub));
    }

    [Fact]
    public void A_signed_payload_that_is_no_card_is_refused()
    {
        var text = SignedText.Read(Card().Sign(home.Hub), "clip").Value;
        foreach (var name in text.Payload.Select(m => m.Key).ToList())
        {
            var without = text.Payload.DeepClone().AsObject();
            without.Remove(name);
            Assert.Equal("footage-bad-card", ClipCard.Read(SignedText.Sign(home.Hub, "clip", without).Write(), home.Hub.Holder).Refusal?.Code);
        }

        var more = text.Payload.DeepClone().AsObject();
        more["faces"] = 0;
        Assert.Equal("footage-bad-card", ClipCard.Read(SignedText.Sign(home.Hub, "clip", more).Write(), home.Hub.Holder).Refusal?.Code);
    }

    private ClipCard Card() => new(
        home.Chain.Home, CameraId.New(), ClipId.New(), 0, new string('0', 64), Household.Noon.AddMilliseconds(250), 2_000, "avc1.64001f", 1_920, 1_080,
        500, [new(0, 500, 1_000), new(1_000, 1_500, 1_000)], new string('b', 64), new string('0', 64), false);
}
