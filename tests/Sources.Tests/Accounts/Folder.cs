using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Sources.Tests.Accounts;

/// <summary>A store in a folder of its own, with Sources in it, and a vault that makes keys.</summary>
internal sealed class Folder : IAsyncDisposable, IVault
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly ConcurrentDictionary<AccountId, PrivateKey> keys = new();
    private readonly ServiceProvider services;

    internal Folder(byte key = 1)
    {
        Directory.CreateDirectory(Path.Combine(root, "blobs"));
        services = new ServiceCollection()
            .AddStore(Database, Path.Combine(root, "blobs"))
            .AddSources([.. Enumerable.Repeat(key, 32)], [.. Enumerable.Repeat((byte)7, 32)])
            .BuildServiceProvider();
    }

    internal string Database => Path.Combine(root, "writ.db");

    internal IStore Store => services.GetRequiredService<IStore>();

    internal AccountSource Accounts => services.GetRequiredService<AccountSource>();

    internal SampleRetail Samples => services.GetRequiredService<SampleRetail>();

    internal VaultClient Vault => new(this);

    /// <summary>When set, the vault refuses.</summary>
    internal bool Closed { get; set; }

    public Task<byte[]> Exchange(byte[] request, CancellationToken cancel)
    {
        if (Closed) return Task.FromResult(VaultWire.Write(new VaultRefusal("vault-journal-stopped", "No.", RefusalKind.Unavailable)));
        var account = AccountId.FromTrusted(((AskPublicKey)VaultWire.ReadAsk(request).Value).Account);
        return Task.FromResult(VaultWire.Write(new VaultPublicKey(keys.GetOrAdd(account, _ => PrivateKey.Generate()).Public.Spki.ToArray())));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        foreach (var key in keys.Values) key.Dispose();
        Directory.Delete(root, recursive: true);
    }

    internal Task<IReadOnlyList<AccountId>> Resolve(string kind, string value, string service = "retail") =>
        Store.Look(work => Accounts.Resolve(work, service, kind, value));

    internal Task<IReadOnlyList<SealedRecord>> Records(AccountId account, string category, DateOnly? from = null, DateOnly? to = null) =>
        Store.Look(work => Accounts.Records(work, account, DataCategory.FromTrusted(category), from, to));

    internal byte[] Open(SealedRecord record) => Sealer.Open(record, Sealer.ContentKey(keys[record.Account], record).Value).Value;
}
