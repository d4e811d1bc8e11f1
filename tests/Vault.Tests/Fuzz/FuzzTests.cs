using System.Text;
using Writ.Base;
using Writ.Shared;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests.Fuzz;

/// <summary>The vault answers whatever it is asked, and reads whatever lies in its folder, without throwing; and no reader is forgotten.</summary>
public sealed class FuzzTests : IDisposable
{
    private const string Id = "vlt_0123456789abcdef";

    /// <summary>By form these read what strangers write, and do not.</summary>
    private static readonly string[] Ours =
    [
        "VaultService.Open: a path", "VaultLook.Read: a path; the journal in it is fuzzed below", "VaultFolder.Open: a path", "VaultState.Open: a path", "Journal.Open: a path",
        "LogRead.HolderSince: an id", "LogRead.KeySince: an id", "LogRead.OrderSince: an id", "LogRead.PersonSince: an id", "VaultState.SizeAtIssue: a nonce", "VaultState.TokenOf: a hash", "VaultState.UsedFor: a hash",
        "MasterRotation.Rotate: a path", "VaultFolder.Hold: a path", "VaultService.Acknowledge: a path", "VaultService.AcceptPolicy: a path, and a policy that was read", "VaultService.MakeTokens: a path", "VaultService.RotateMaster: a path",
        "Frame.Entries: takes what Frame.At has checked", "Entry.Parse: is EntryBytes.Parse",
    ];

    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task It_answers_every_message()
    {
        var record = await harness.Record(Harness.Transaction, new DateOnly(2020, 7, 15));
        var logged = await harness.Authorise();
        await harness.Follow();
        byte[][] asks =
        [
            VaultWire.Write(harness.Ask(logged, record)), VaultWire.Write(harness.Ask(logged, record) with { Approvals = [Encoding.UTF8.GetBytes("{\"schema\":\"writ.signed-approval/v1\"}"), []] }), VaultWire.Write(new AskDescribe()), VaultWire.Write(new AskGiven(1)), VaultWire.Write(new AskPublicKey(record.Account.Text)),
            VaultWire.Write(new AskFollow(harness.Log.Note, null, harness.Log.Size, [0, 1, 7], [])), VaultWire.Write(new AskCosign(harness.Log.Note, null, "standing")),
            VaultWire.Write(new AskBreakGlass([1], new byte[32], [new AskSignature([1], new byte[64])], [])), VaultWire.Write(new AskDestroy(record.Account.Text, null, new byte[32])),
        ];
        Fuzzer.Run("Vault.Tests", FuzzTarget.Bytes(
            "VaultService.Exchange", b => _ = VaultWire.ReadAnswer<VaultAnswer>(harness.Vault.Exchange(b, CancellationToken.None).GetAwaiter().GetResult()), asks));

        // And it still does what it is for.
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
    }

    [Fact]
    public async Task Frames_of_a_journal_are_whole_or_are_none()
    {
        _ = await harness.Record(Harness.Transaction, new DateOnly(2020, 7, 15));
        harness.Vault.Dispose();
        var journal = await File.ReadAllBytesAsync(Path.Combine(harness.Folder, "journal"));
        var id = (await File.ReadAllTextAsync(Path.Combine(harness.Folder, "vault.id"))).Trim();
        harness.Vault = harness.Open(harness.Folder);
        var start = Encoding.ASCII.GetBytes($"writ.vault.journal/v1\n{id}\n").Length;
        Fuzzer.Run("Vault.Tests", FuzzTarget.Bytes(
            "Frame.At",
            b =>
            {
                var frame = Frame.At(b, id, out _);
                if (!frame.IsEmpty) _ = Frame.Entries(frame);
            },
            journal[start..]));
    }

    /// <summary>Of every kind there is, with too few and too many fields behind it.</summary>
    [Fact]
    public void An_entry_of_a_journal_is_one_or_is_none() => Fuzzer.Run("Vault.Tests", FuzzTarget.Bytes(
        "EntryBytes.Parse", b => _ = EntryBytes.Parse(b), [.. Enumerable.Range(0, 18).SelectMany(kind => (byte[][])[[(byte)kind], [(byte)kind, .. new byte[72]], [(byte)kind, 0, 4, .. "acc_0123456789abcdef"u8]])]));

    [Fact]
    public void No_reader_is_forgotten() => Assert.Empty(
        Fuzzer.Readers(typeof(VaultService).Assembly).Distinct().Except(["Frame.At", "EntryBytes.Parse"]).Except(Ours.Select(o => o.Split(':')[0])));

    [Fact]
    public void A_statement_that_is_none_is_none() => Fuzzer.Run("Vault.Tests", FuzzTarget.Text(
        "Statements.ReadStanding",
        t =>
        {
            using var signer = new VaultSigner(new byte[VaultSigner.SeedLength]);
            using var key = signer.Statements(Id);
            _ = Statements.ReadStanding(key, t);
        },
        Standing()));

    private static string Standing()
    {
        using var signer = new VaultSigner(new byte[VaultSigner.SeedLength]);
        using var key = signer.Statements(Id);
        return Statements.Standing(key, new Entry.StandingGiven(3, new byte[32]));
    }
}
