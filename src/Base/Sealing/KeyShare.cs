namespace Writ.Base.Sealing;

/// <summary>What one trustee brings to a recovery, or to a drill. Enough of them together open the backup.</summary>
public sealed class KeyShare
{
    internal KeyShare(byte[] salt, int trustee, byte[] secret) => (Salt, Trustee, Secret) = (salt, trustee, secret);

    internal byte[] Salt { get; }

    /// <summary>Place among the backup's trustees, from 0.</summary>
    internal int Trustee { get; }

    internal byte[] Secret { get; }
}
