using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>Seals the words of reports, each for its own row.</summary>
internal sealed class PressureKey(byte[] key32) : IDisposable
{
    private readonly BlobKey key = new(key32);

    public byte[] Seal(BlobId report, string words) => key.Seal(report, Encoding.UTF8.GetBytes(words));

    public string Open(PressureReport report) => report.Words is null ? string.Empty : Encoding.UTF8.GetString(key.Open(report.Id, report.Words).Value);

    public void Dispose() => key.Dispose();
}
