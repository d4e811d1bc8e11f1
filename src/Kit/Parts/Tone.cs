namespace Writ.Kit;

/// <summary>The colour of a tag or an inset. It only supports the words; it never carries the meaning alone.</summary>
public enum Tone
{
    Plain,
    Good,
    Open,
    Bad,
}
