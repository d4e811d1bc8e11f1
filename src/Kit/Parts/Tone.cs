namespace Writ.Kit;

/// <summary>The colour of a tag or an inset. It only supports the words; it never carries the meaning alone.</summary>
public enum Tone
{
    Plain,
    Good,
    Open,
    Bad,
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
        };

        public string InsetClass => tone switch
        {
            Tone.Plain or Tone.Good => "",
            Tone.Open => "inset--open",
            Tone.Bad => "inset--warn",
        };
    }
}
