using System.Globalization;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Tests.Vaults;

/// <summary>A log that somebody signs who has a key, with whatever they like in it.</summary>
internal sealed class OwnLog : IDisposable
{
    private readonly SigningKey key;
    private readonly LogFolder folder;
    private readonly LogWriter writer;

    internal OwnLog(string path, SigningKey key)
    {
        Directory.CreateDirectory(path);
        this.key = key;
        folder = new LogFolder(path);
        writer = LogWriter.Open(folder, key, null).Value;
    }

    internal VerifierKey Verifier => key.Verifier;

    public void Dispose() => key.Dispose();

    /// <summary>Authorises the record by nobody's leave and asks the vault for its key: the code of the refusal, or <c>given</c>.</summary>
    internal async Task<string> Release(IVault vault, SealedRecord record, DateTimeOffset now)
    {
        var client = new VaultClient(vault);
        var about = (await client.Describe()).Value;
        var opening = AuthorisationOpening.Draw(new AuthorisationRecord(
            AuthorisationId.New(), about.Vault, (await client.Nonce()).Value, DemandId.New().Text, Convert.ToBase64String(new byte[32]), AuthorisationGround.Writ,
            [new AuthorisedItem(ItemId.New(), record.Account, record.Category, null, null)],
            [new string('a', 64)], "stf_0000000000000001", "stf_0000000000000002", now.AddDays(1)));
        var head = writer.Integrate([opening.Leaf()]);
        var note = writer.Sign(head);
        writer.Accept(head);
        var ask = new AskRelease(opening.ToJson(), head.Size - 1, folder.ReceiptFor(head.Size - 1, note), null,
            [new AskRecord(record.Record.Text, record.Account.Text, record.Category.Text, record.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), record.Header)]);
        return VaultWire.ReadAnswer<VaultKeys>(await vault.Exchange(VaultWire.Write(ask), default)).Refusal?.Code ?? "given";
    }
}
