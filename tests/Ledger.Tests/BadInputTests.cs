using System.Text;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Ledger.Tests.Register;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests;

/// <summary>Every reader is given thousands of slightly wrong inputs: it refuses or accepts, and never throws.</summary>
public sealed class BadInputTests
{
    private const int Tries = 3000;

    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Readers_of_notes_never_throw()
    {
        using var key = SigningKey.Generate("log.example");
        using var promises = SigningKey.Generate(Promises.KeyNameFor("log.example"));
        var checkpoint = new Checkpoint("log.example", 7, Rfc6962.Leaf([1])).ToText();
        var note = key.SignNote(checkpoint);
        var promise = Promises.Sign(promises, "log.example", Rfc6962.Leaf([1]), Rfc6962.Leaf([2]), At);
        MutateBytes(note, bytes => SignedNote.Verify(bytes, [key.Verifier], out _));
        Mutate(checkpoint, text => Checkpoint.Parse(text));
        Mutate(promise, text => Promises.Verify(text, promises.Verifier));
        Mutate(key.Verifier.ToString(), text => VerifierKey.Parse(text));
        Mutate($"witness a {key.Verifier}\ngroup g 1 a\nquorum g\n", text => WitnessPolicy.Parse(text));
        Mutate(TlogProof.Write(new InclusionProof(3, 7, [Rfc6962.Leaf([1])]), note), text => TlogProof.Verify(text, [1], [key.Verifier], WitnessPolicy.None, out _));
    }

    [Fact]
    public void Readers_of_entries_and_openings_never_throw()
    {
        var opening = RegisterOpening.Draw(DemandClass.Open, RegisterOpeningTests.Record);
        var revealed = opening.Reveal(0, RegisterSchema.Fields.ToHashSet(), new DemandOutcome("closed", []));
        Mutate(F.ClassAdjusted(4, 9, "Wrong.", At), bytes => F.Parse(bytes));
        Mutate(F.LeavesUnsealed("reports/unsealed/1.jsonl", new string('a', 64), 2, At), bytes => F.Parse(bytes));
        Mutate(F.AgencyEnrolled(AgencyId.New(), "Sample", "US", "police", At), bytes => F.Parse(bytes));
        Mutate(F.ReportPublished("2020-h2", 1, "reports/2020-h2/v1.json", new string('a', 64), new string('b', 64), 0, 5, true, At), bytes => F.Parse(bytes));
        Mutate(opening.ToJson(), bytes => RegisterOpening.FromJson(bytes));
        Mutate(opening.Leaf(), bytes => OpeningCheck.Check(bytes, revealed));
        Mutate([0, 1, 7, 0, 2, 8, 9], bytes => EntryBundle.Parse(bytes.ToArray(), 2));
    }

    private delegate void Reader(ReadOnlySpan<byte> input);

    private static void Mutate(string text, Action<string> read) => Mutate(Encoding.UTF8.GetBytes(text), bytes => read(Encoding.UTF8.GetString(bytes)));

    private static void MutateBytes(string text, Reader read) => Mutate(Encoding.UTF8.GetBytes(text), read);

    /// <summary>Changes, drops, doubles and cuts bytes, always in the same way.</summary>
    private static void Mutate(byte[] good, Reader read)
    {
        var state = 88172645463325252UL;
        for (var i = 0; i < Tries; i++)
        {
            var bytes = good.ToList();
            for (var n = Next(ref state, 3); n >= 0 && bytes.Count > 0; n--)
            {
                var at = Next(ref state, bytes.Count);
                switch (Next(ref state, 5))
                {
                    case 0: bytes[at] = (byte)Next(ref state, 256); break;
                    case 1: bytes.RemoveAt(at); break;
                    case 2: bytes.Insert(at, bytes[Next(ref state, bytes.Count)]); break;
                    case 3: bytes[at] = (byte)"\n\0 {}[],:\"+-09zA"[Next(ref state, 16)]; break;
                    default: bytes.RemoveRange(at, bytes.Count - at); break;
                }
            }

            read(bytes.ToArray());
        }
    }

    private static int Next(ref ulong state, int below)
    {
        unchecked
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)below);
        }
    }
}
