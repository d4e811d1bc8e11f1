using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Vault.Tests;

/// <summary>A witness whose cosignatures are made by hand, as C2SP tlog-cosignature v1 says.</summary>
internal sealed class CosigningWitness : IDisposable
{
    private const string Name = "example.test/witness";

    private readonly SigningKey key;

    /// <param name="seed">Whose key it has.</param>
    internal CosigningWitness(string seed = "witness") => key = SigningKey.FromSeed(Name, SHA256.HashData(Encoding.ASCII.GetBytes(seed)));

    /// <summary>It alone has to cosign.</summary>
    internal WitnessPolicy Policy => WitnessPolicy.Parse(PolicyText).Value;

    internal string PolicyText => $"witness w {Name}+{Convert.ToHexStringLower(Id())}+{Convert.ToBase64String([4, .. key.Verifier.PublicKey])}\nquorum w\n";

    public void Dispose() => key.Dispose();

    internal AskRelease Cosign(AskRelease ask, DateTimeOffset at)
    {
        var note = ask.Proof[ask.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)..];
        return ask with { Proof = ask.Proof + Line(note, at) };
    }

    internal string Line(string note, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        var signed = key.SignNote($"cosignature/v1\ntime {time}\n{note.Split("\n\n")[0]}\n");
        var bytes = new byte[4 + 8 + 64];
        Id().CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), time);
        Convert.FromBase64String(signed.TrimEnd('\n').Split(' ')[^1])[4..].CopyTo(bytes, 12);
        return $"— {Name} {Convert.ToBase64String(bytes)}\n";
    }

    private byte[] Id() => SHA256.HashData([.. Encoding.ASCII.GetBytes(Name + "\n"), 4, .. key.Verifier.PublicKey])[..4];
}
