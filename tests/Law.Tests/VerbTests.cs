using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

public sealed class VerbTests
{
    private const string Stricter =
        "overlay: policy\nversion: \"1\"\nreason: Ours.\nstricter:\n  - instrument: us/search-warrant\n    category: content\n    from: 2020-01-01\n    says: outside\n    ground: overbroad\n";

    [Fact]
    public void Check_passes_over_the_law_as_shipped_and_prints_its_digests()
    {
        var text = new StringWriter();
        Assert.Equal(0, LawVerb.Check(text, null));
        Assert.All(Book(historic: true).Packs, pack => Assert.Contains($"{pack.Sha256}  {pack.Pack} {pack.Version}", text.ToString()));
        Assert.Contains("nothing found", text.ToString());
    }

    [Fact]
    public void Check_takes_an_overlay()
    {
        var text = new StringWriter();
        Assert.Equal(0, WithOverlay(folder => LawVerb.Check(text, folder), ("policy.yaml", Stricter)));
        Assert.Contains("overlay/policy 1", text.ToString());
        Assert.Contains("1 lines of overlay", text.ToString());
    }

    [Fact]
    public void Check_fails_with_the_place_and_the_code()
    {
        var text = new StringWriter();
        var widening = Stricter.Replace("us/search-warrant", "us/trial-subpoena", StringComparison.Ordinal)
            .Replace("says: outside\n    ground: overbroad", "says: within", StringComparison.Ordinal);
        Assert.Equal(1, WithOverlay(folder => LawVerb.Check(text, folder), ("policy.yaml", widening)));
        Assert.StartsWith("policy.yaml:5: says within, but on 2020-01-01", text.ToString());
        Assert.Contains("(law-overlay-widens)", text.ToString());
    }

    [Fact]
    public void List_shows_what_the_overlay_takes_away()
    {
        var text = new StringWriter();
        Assert.Equal(0, WithOverlay(folder => LawVerb.List(text, overlay: folder), ("policy.yaml", Stricter)));
        Assert.Contains("[overlay policy]", text.ToString());
    }

    [Fact]
    public void List_of_a_law_that_does_not_load_says_why()
    {
        var text = new StringWriter();
        Assert.Equal(1, WithOverlay(folder => LawVerb.List(text, overlay: folder), ("policy.yaml", "a: 1\n")));
        Assert.StartsWith("law-malformed: Mend policy.yaml", text.ToString());
    }
}
