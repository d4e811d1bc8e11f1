using System.Security.Cryptography;
using System.Text.Json;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Data;

/// <summary>What a data folder is, fixed when it was made.</summary>
/// <param name="Name">The company.</param>
/// <param name="Origin">The log's origin line; never changes, whatever the address.</param>
internal sealed record CompanyFile(string Name, string Origin, FolderKind Kind);

internal enum FolderKind
{
    /// <summary>Made up, with sample persons; gagged demands may be tried out.</summary>
    Sample,

    /// <summary>Published figures of the past, replayed.</summary>
    Replay,

    /// <summary>A company's own.</summary>
    Company,
}

/// <summary><c>DATA/{db,blobs,ledger,published,keys,vault,mail}</c>, each for its own user only.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Keys of 32 bytes that every folder has.</summary>
    public static IReadOnlyList<string> Secrets { get; } = ["log", "promises", "blobs", "identifiers", "people"];

    private DataFolder(string root, CompanyFile company) => (Root, Company) = (root, company);

    public string Root { get; }

    public CompanyFile Company { get; }

    public string Database => Path.Combine(Root, "db", "writ.db");

    public string Blobs => Path.Combine(Root, "blobs");

    public string Ledger => Path.Combine(Root, "ledger");

    public string Published => Path.Combine(Root, "published");

    public string Vault => Path.Combine(Root, "vault");

    /// <summary>Mails as files, where there is no mail server.</summary>
    public string Mail => Path.Combine(Root, "mail");

    /// <summary>Sample persons and their tokens; in a sample folder only.</summary>
    public string SampleFile => Path.Combine(Root, "sample.json");

    /// <summary>The company's own sign-in for staff, with its client secret; absent: passkeys only.</summary>
    public string ProviderFile => SecretPath("provider.json");

    /// <summary>Keys of cookies and forms. Losing them signs everybody out, and no more.</summary>
    public DirectoryInfo SessionKeys
    {
        get
        {
            var path = SecretPath("sessions");
            MakePrivate(path);
            return new DirectoryInfo(path);
        }
    }

    /// <summary>Keys of half-years, under which openings are sealed. Without them no report is made and nothing recorded is released.</summary>
    public string SealKeys
    {
        get
        {
            var path = SecretPath("openings");
            MakePrivate(path);
            return path;
        }
    }

    public static bool IsMade(string root) => File.Exists(CompanyPath(root));

    /// <summary>Safe to begin again after a crash: keys that are there are kept, and the folder counts as made only with its last file.</summary>
    public static DataFolder Make(string root, string name, FolderKind kind, string? origin = null)
    {
        if (IsMade(root)) throw new InvalidOperationException("The folder is made already");
        MakePrivate(root);
        foreach (var part in (string[])["db", "blobs", "ledger", "published", "keys", "vault", "mail"]) MakePrivate(Path.Combine(root, part));
        var company = new CompanyFile(name, origin ?? $"writ.invalid/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", kind);
        var folder = new DataFolder(root, company);
        foreach (var key in Secrets) folder.MakeSecret(key);
        Durable.Replace(CompanyPath(root), JsonSerializer.SerializeToUtf8Bytes(company));
        return folder;
    }

    /// <summary>A database is there: never make keys or an origin anew over it.</summary>
    public static bool HasHistory(string root) => File.Exists(Path.Combine(root, "db", "writ.db"));

    public static DataFolder Open(string root) =>
        new(root, JsonSerializer.Deserialize<CompanyFile>(File.ReadAllText(CompanyPath(root)))!);

    public SigningKey LogKey() => SigningKey.FromSeed(Company.Origin, Secret("log"));

    public SigningKey PromiseKey() => SigningKey.FromSeed(Promises.KeyNameFor(Company.Origin), Secret("promises"));

    /// <summary>32 bytes.</summary>
    public byte[] Secret(string name) => File.ReadAllBytes(Path.Combine(Root, "keys", name));

    /// <summary>32 bytes; made where a folder from before this secret has none.</summary>
    public byte[] MadeSecret(string name)
    {
        MakeSecret(name);
        return Secret(name);
    }

    public string SecretPath(string name) => Path.Combine(Root, "keys", name);

    private static string CompanyPath(string root) => Path.Combine(root, "company.json");

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Private);
    }

    private void MakeSecret(string name)
    {
        if (!File.Exists(SecretPath(name))) Durable.Replace(SecretPath(name), RandomNumberGenerator.GetBytes(32));
    }
}
