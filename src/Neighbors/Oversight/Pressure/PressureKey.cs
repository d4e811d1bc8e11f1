using System.Text;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>Seals the words of reports, each for its own row.</summary>
internal sealed class PressureKey(byte[] key32) : IDisposable
{
    private readonly BlobKey key = new(key32);

    public byte[] Seal(BlobId report, string words) => key.Seal(report, Encoding.UTF8.GetBytes(words));

    /// <summary>Empty where there are none. Words whose key was lost are said to be lost: the report stays.</summary>
    public string Open(PressureReport report) => report.Words is not { } words ? string.Empty
        : key.Open(report.Id, words).TryGet(out var plain, out _) ? Encoding.UTF8.GetString(plain) : "These words cannot be read any more: their key was lost.";

    public void Dispose() => key.Dispose();
}
