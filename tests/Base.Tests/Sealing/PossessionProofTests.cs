using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class PossessionProofTests : IDisposable
{
    private const string Officer = "ofc_0123456789abcdef";

    private readonly PrivateKey challenger = PrivateKey.ImportPkcs8(Vectors.Of("key-proof.md", "challenger-pkcs8")).Value;
    private readonly PrivateKey claimed = PrivateKey.ImportPkcs8(Vectors.Of("key-proof.md", "claimed-pkcs8")).Value;
    private readonly byte[] nonce = Vectors.Of("key-proof.md", "nonce");
    private readonly byte[] proof = Vectors.Of("key-proof.md", "proof");

    public void Dispose()
    {
        challenger.Dispose();
        claimed.Dispose();
    }

    [Fact]
    public void The_published_vector_is_made_and_taken()
    {
        Assert.Equal(proof, PossessionProof.Answer(claimed, challenger.Public, nonce, Officer));
        Assert.True(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, proof));
    }

    [Fact]
    public void A_proof_with_any_bit_changed_is_none()
    {
        for (var bit = 0; bit < proof.Length * 8; bit++)
        {
            var changed = (byte[])proof.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, changed));
        }
    }

    [Fact]
    public void A_proof_of_another_length_is_none()
    {
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, []));
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, proof[..31]));
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, [.. proof, 0]));
    }

    [Fact]
    public void A_proof_holds_for_its_own_key_officer_nonce_and_challenge_only()
    {
        using var other = PrivateKey.Generate();
        var another = (byte[])nonce.Clone();
        another[31] ^= 1;
        Assert.False(PossessionProof.Holds(challenger, other.Public, nonce, Officer, proof));
        Assert.False(PossessionProof.Holds(other, claimed.Public, nonce, Officer, proof));
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, another, Officer, proof));
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, "ofc_0123456789abcdeg", proof));
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, "", proof));
    }

    [Fact]
    public void Who_holds_another_key_cannot_answer_for_this_one()
    {
        using var thief = PrivateKey.Generate();
        Assert.False(PossessionProof.Holds(challenger, claimed.Public, nonce, Officer, PossessionProof.Answer(thief, challenger.Public, nonce, Officer)));
    }

    [Fact]
    public void The_challengers_own_key_cannot_be_claimed()
    {
        var mirrored = PossessionProof.Answer(challenger, challenger.Public, nonce, Officer);
        Assert.False(PossessionProof.Holds(challenger, challenger.Public, nonce, Officer, mirrored));
    }
}
