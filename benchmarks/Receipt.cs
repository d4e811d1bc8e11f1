using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Writ.Bench.Harness;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Bench;

/// <summary>One receipt (tlog-proof) from a log of 200,000 entries: parsed, signature and inclusion checked; and with three cosignatures.</summary>
internal sealed partial class Receipt : IBench
{
    private const int Entries = 200_000;

    private const int Times = 3000;

    public string Name => "receipt";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var folder = workspace.NewFolder("receipt");
        var entries = SampleLog.Write(folder, Entries);
        var log = new LogFolder(Path.Combine(folder, "ledger"));
        var key = VerifierKey.Parse(log.ReadVerifierKey()!).Value;
        var receipt = log.ReceiptFor(Entries / 3, log.ReadCheckpoint()!);
        var leaf = Rfc6962.Leaf(entries[Entries / 3]);
        var note = log.ReadCheckpoint()!;
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        CosigningKey[] witnesses = [.. Enumerable.Range(0, 3).Select(i => new CosigningKey($"witness.invalid/{i}", RandomNumberGenerator.GetBytes(32)))];
        var cosigned = log.ReceiptFor(Entries / 3, note + string.Concat(witnesses.Select(witness => witness.Cosign(text, 1_767_600_000))));
        var policy = WitnessPolicy.Parse($"{string.Concat(witnesses.Select((witness, i) => $"witness w{i} {witness.Verifier}\n"))}group g all w0 w1 w2\nquorum g\n").Value;
        var (publicKey, message, signature) = Signed();
        var rounds = await Rounds.Alternate(
            9,
            () => Rate(() => TlogProof.VerifyHash(receipt, leaf, [key], WitnessPolicy.None, out _).Ok),
            () => Rate(() => VerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0));
        var four = await Rounds.Alternate(
            9,
            () => Rate(() => TlogProof.VerifyHash(cosigned, leaf, [key], policy, out _).Ok),
            () => Rate(() => Enumerable.Range(0, 4).All(_ => VerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0)));
        foreach (var witness in witnesses) witness.Dispose();
        return
        [
            new Row(
                Name, $"parse and verify one receipt, {Text.Number(Math.Ceiling(Math.Log2(Entries)), "0")} hashes and one signature", $"{Text.Number(1000 / rounds.Ours, "0.000")} ms",
                $"{Text.Number(1000 / rounds.Peer, "0.000")} ms one Ed25519 verification (libsodium)", rounds.RatioText, "< 0.3 ms"),
            new Row(
                Name, "the same with three witnesses' cosignatures, all of them demanded", $"{Text.Number(1000 / four.Ours, "0.000")} ms",
                $"{Text.Number(1000 / four.Peer, "0.000")} ms four Ed25519 verifications (libsodium)", four.RatioText, "< 0.29 ms"),
        ];
    }

    private static double Rate(Func<bool> verify)
    {
        var from = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
        {
            if (!verify()) throw new InvalidOperationException("It must verify");
        }

        return Times / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static (byte[] PublicKey, byte[] Message, byte[] Signature) Signed()
    {
        var (publicKey, secret, signature) = (new byte[32], new byte[64], new byte[64]);
        var message = RandomNumberGenerator.GetBytes(80);
        if (KeyPair(publicKey, secret, RandomNumberGenerator.GetBytes(32)) != 0 || Sign(signature, 0, message, (ulong)message.Length, secret) != 0)
            throw new InvalidOperationException("libsodium does not sign");
        return (publicKey, message, signature);
    }

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_sign_seed_keypair")]
    private static partial int KeyPair(Span<byte> publicKey, Span<byte> secret, ReadOnlySpan<byte> seed);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_sign_detached")]
    private static partial int Sign(Span<byte> signature, nint noLength, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> secret);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_sign_verify_detached")]
    private static partial int VerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> publicKey);
}
