namespace Writ.Ledger.Register.Proofs;

/// <summary>
/// One of two (Cramer, Damgård, Schoenmakers 1994): whoever made it knows s with s * B = X0, or s with s * B = X1, and does not say
/// which. 160 bytes: first messages A0 and A1, the challenge of branch 0, the answers of both; the other challenge is the rest.
/// </summary>
internal static class EitherProof
{
    public const int Length = 160;

    private const string NonceDomain = "writ.proof/v1/nonce";

    /// <param name="branch">0 or 1: of which the secret is.</param>
    /// <param name="statement">Everything that is claimed; the first messages are added to it.</param>
    public static byte[] Prove(Transcript statement, byte[] x0, byte[] x1, int branch, byte[] secret, ScalarSource random)
    {
        // The nonce hangs on secret and statement too: a source of randomness that repeats itself does not give the secret away.
        var (drawn, e, z) = (random(), random(), random());
        var nonce = new Transcript(NonceDomain).Add(secret).Add(drawn).Add(statement.Digest()).Challenge();
        var other = branch == 0 ? x1 : x0;
        var known = Sodium.BaseTimes(nonce);
        var simulated = Sodium.Subtract(Sodium.BaseTimes(z), Sodium.Times(e, other));
        var (a0, a1) = branch == 0 ? (known, simulated) : (simulated, known);
        var rest = Sodium.SubtractScalars(Challenge(statement, a0, a1), e);
        var answer = Sodium.AddScalars(nonce, Sodium.MultiplyScalars(rest, secret));
        return branch == 0 ? [.. a0, .. a1, .. rest, .. answer, .. z] : [.. a0, .. a1, .. e, .. z, .. answer];
    }

    /// <summary>Whether its three scalars are in [1, order). Libraries take larger ones, and then there are several proofs from one.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> proof) =>
        proof.Length == Length && Sodium.IsScalar(proof[64..96]) && Sodium.IsScalar(proof[96..128]) && Sodium.IsScalar(proof[128..160]);

    /// <summary>Whether a well-formed proof holds. X0 and X1 are canonical points; neither may be the identity, whose secret everyone knows.</summary>
    public static bool Holds(ReadOnlySpan<byte> proof, Transcript statement, ReadOnlySpan<byte> x0, ReadOnlySpan<byte> x1)
    {
        var a0 = proof[..32];
        var a1 = proof[32..64];
        var e0 = proof[64..96];
        if (IsIdentity(x0) || IsIdentity(x1) || IsIdentity(a0) || IsIdentity(a1)) return false;
        var e1 = Sodium.SubtractScalars(Challenge(statement, a0, a1), e0);
        return Sodium.IsScalar(e1) && Answers(proof[96..128], e0, x0, a0) && Answers(proof[128..160], e1, x1, a1);
    }

    private static byte[] Challenge(Transcript statement, ReadOnlySpan<byte> a0, ReadOnlySpan<byte> a1) => new Transcript(statement).Add(a0).Add(a1).Challenge();

    // What is computed is canonical, so bytes that are equal to it are too.
    private static bool Answers(ReadOnlySpan<byte> z, ReadOnlySpan<byte> e, ReadOnlySpan<byte> x, ReadOnlySpan<byte> a) =>
        a.SequenceEqual(Sodium.Subtract(Sodium.BaseTimes(z), Sodium.Times(e, x)));

    private static bool IsIdentity(ReadOnlySpan<byte> point) => point.IndexOfAnyExcept((byte)0) < 0;
}
