namespace Writ.Gate.Grants.Sample;

/// <summary>Four seconds of colours in place of a film that a hub rendered, for samples.</summary>
public static class SampleFilm
{
    public static byte[] Read()
    {
        using var stream = typeof(SampleFilm).Assembly.GetManifestResourceStream("sample/film.mp4")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
