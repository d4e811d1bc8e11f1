namespace Writ.Kit;

/// <summary>The colour of a tag, a banner or an inset. It only supports the words; it never carries the meaning alone.</summary>
public enum Tone
{
    Plain,
    Good,
    Open,
    Bad,
    Info,
}

internal static class ToneClasses
{
    extension(Tone tone)
    {
        public string TagClass => tone switch
        {
            Tone.Plain => "tag--plain",
            Tone.Good => "tag--good",
            Tone.Open => "tag--open",
            Tone.Bad => "tag--bad",
            Tone.Info => "tag--info",
        };

        public string InsetClass => tone switch
        {
            Tone.Plain or Tone.Good => "",
            Tone.Open => "inset--open",
            Tone.Bad => "inset--warn",
            Tone.Info => "inset--info",
        };

        public string BannerClass => tone switch
        {
            Tone.Plain => "banner--plain",
            Tone.Good => "banner--good",
            Tone.Open => "banner--open",
            Tone.Bad => "banner--bad",
            Tone.Info => "banner--info",
        };
    }
}
