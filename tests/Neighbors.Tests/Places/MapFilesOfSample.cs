using Writ.Neighbors.Places;

namespace Writ.Neighbors.Tests.Places;

/// <summary>The sample town's files, to be put beside a test's own limits.</summary>
internal sealed class MapFilesOfSample
{
    private readonly MapFiles files = new(new NeighborsOptions("", null, Sample: true, TimeZoneInfo.Utc));

    public IReadOnlyList<string> Names { get; } = [TownMap.DwellingsFile, TownMap.SchoolsFile, TownMap.AssembliesFile, TownMap.JurisdictionFile];

    public byte[] Bytes(string name)
    {
        using var stream = files.Open(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
