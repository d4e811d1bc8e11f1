using Writ.Base;

namespace Writ.Gate.Release;

/// <summary>What shows that a demand was entered.</summary>
/// <param name="Leaf">Its register leaf, 98 bytes.</param>
/// <param name="Index">Where it stands in the log; null where it is not in it yet.</param>
/// <param name="Promise">The signed promise that it will be.</param>
/// <param name="Fields">What shows that it is of this demand: hashes of its other fields.</param>
/// <param name="Salt">And the salt of the field that names the demand.</param>
public sealed record DemandLeaf(byte[] Leaf, long? Index, string Promise, IReadOnlyList<byte[]> Fields, byte[] Salt);

/// <summary>The door knows its demands' register leaves; the vault wants to see them. A seam because the gate may not import the doors.</summary>
public interface IDemandLeaves
{
    /// <summary>Null where there is no such demand.</summary>
    Task<DemandLeaf?> Find(IWork work, DemandId demand);
}
