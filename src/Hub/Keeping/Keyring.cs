using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;

namespace Writ.Hub.Keeping;

/// <summary>
/// The hub's own keys, the chain of who holds keys of the home, and every generation of the home's key. Any thread.
/// </summary>
/// <remarks>
/// After a crash: a generation's key is durable before the statement that begins it is, and a statement before anything is sealed
/// under that generation; a key without its statement is taken up when the statement comes again.
/// </remarks>
internal sealed class Keyring : IDisposable
{
    // Two P-256 keys as PKCS#8, each behind its length.
    private const int HolderLength = 280;

    private const int HomeKeyLength = 32;

    private readonly Lock gate = new();
    private readonly HubFolder folder;
    private readonly List<HomeKey> keys = [];
    private HomeChain? chain;

    private Keyring(HubFolder folder, HolderKeys own)
    {
        this.folder = folder;
        Own = own;
    }

    public HolderKeys Own { get; }

    /// <summary>Null until the hub is paired.</summary>
    public HomeChain? Chain
    {
        get
        {
            lock (gate) return chain;
        }
    }

    private string ChainFile => Path.Combine(folder.Root, "chain.jsonl");

    /// <summary>Makes the hub's own keys at first. Refusal <c>hub-folder-damaged</c>: something is missing that was there once.</summary>
    public static Result<Keyring> Open(HubFolder folder)
    {
        var file = Path.Combine(folder.Keys, "hub");
        if (!File.Exists(file))
        {
            if (Directory.EnumerateFileSystemEntries(folder.Keys).Any(f => !f.EndsWith(".new", StringComparison.Ordinal))) return KeepingRefusals.Damaged;
            using var made = HolderKeys.Generate();
            SecretFile.Write(file, made.Export());
        }

        if (SecretFile.Read(file, HolderLength) is not { } bytes) return KeepingRefusals.Damaged;
        var own = HolderKeys.Import(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        if (!own.TryGet(out var keys, out _)) return KeepingRefusals.Damaged;
        var ring = new Keyring(folder, keys);
        if (ring.Load() is not { } refusal) return ring;
        ring.Dispose();
        return refusal;
    }

    /// <summary>The newest generation: what is sealed now is sealed under it. Only once paired.</summary>
    public HomeKey Current()
    {
        lock (gate) return keys[^1];
    }

    /// <summary>Null for a generation that never was.</summary>
    public HomeKey? Of(int generation)
    {
        lock (gate) return generation >= 0 && generation < keys.Count ? keys[generation] : null;
    }

    /// <summary>Founds the home, with the browser that proved to know the code.</summary>
    public HomeChain Found(HomeId home, Holder owner, DateTimeOffset at)
    {
        lock (gate)
        {
            if (chain is not null) throw new InvalidOperationException("Paired already");
            var founded = HomeChain.Found(Own, home, owner, at);
            Keep(founded);
            return founded;
        }
    }

    /// <summary>The home that was just founded never came to be: the server did not take it. Nothing was sealed for it yet.</summary>
    public void Forget()
    {
        lock (gate)
        {
            File.Delete(ChainFile);
            foreach (var key in keys)
            {
                File.Delete(KeyFile(key.Generation));
                key.Dispose();
            }

            keys.Clear();
            chain = null;
        }
    }

    /// <summary>
    /// Statements that the server carried here, from the first that is new. Takes what follows; the refusal of the first that does not is given, and
    /// those before it are kept. True where anything changed: then <see cref="Records"/> are written anew for the server.
    /// </summary>
    public Result<bool> Take(IReadOnlyList<byte[]> statements)
    {
        lock (gate)
        {
            var longer = chain ?? throw new InvalidOperationException("Not paired");
            Refusal? wrong = null;
            foreach (var statement in statements)
            {
                if (!longer.Add(statement).TryGet(out var next, out wrong)) break;
                longer = next;
            }

            var changed = longer != chain;
            if (changed) Keep(longer);
            return wrong is null ? changed : wrong;
        }
    }

    /// <summary>Every generation's key, wrapped to whoever holds keys now.</summary>
    public IReadOnlyList<byte[]> Records()
    {
        lock (gate) return chain is null ? [] : [.. keys.Select(key => key.Record(Own, chain))];
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var key in keys) key.Dispose();
            Own.Dispose();
        }
    }

    private Refusal? Load()
    {
        if (!File.Exists(ChainFile)) return null;
        var lines = File.ReadAllText(ChainFile).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes).ToList();
        if (!HomeChain.Read(lines).TryGet(out var read, out _) || read.Hub.Id != Own.Holder.Id) return KeepingRefusals.Damaged;
        for (var generation = 0; generation <= read.Generation; generation++)
        {
            if (SecretFile.Read(KeyFile(generation), HomeKeyLength) is not { } secret) return KeepingRefusals.Damaged;
            keys.Add(HomeKey.Import(read.Home, generation, secret));
            CryptographicOperations.ZeroMemory(secret);
        }

        chain = read;
        return null;
    }

    private void Keep(HomeChain next)
    {
        var made = new List<HomeKey>();
        for (var generation = keys.Count; generation <= next.Generation; generation++) made.Add(Key(next.Home, generation));
        Durable.Replace(ChainFile, Encoding.UTF8.GetBytes(string.Concat(next.Texts.Select(t => Encoding.UTF8.GetString(t.Write()) + "\n"))));
        keys.AddRange(made);
        chain = next;
    }

    private HomeKey Key(HomeId home, int generation)
    {
        var file = KeyFile(generation);
        if (File.Exists(file) && SecretFile.Read(file, HomeKeyLength) is { } secret) return HomeKey.Import(home, generation, secret);
        var key = HomeKey.Make(home, generation);
        SecretFile.Write(file, key.Export());
        return key;
    }

    private string KeyFile(int generation) => Path.Combine(folder.Keys, $"home-{generation}");
}
