using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>The witness's folder on disk, for its own user only.</summary>
internal static class WitnessFiles
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Make(string root)
    {
        foreach (var path in (string[])[root, Path.Combine(root, "state")])
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, Private);
        }
    }

    /// <summary>Null where another process holds it.</summary>
    public static FileStream? Hold(string root, string name)
    {
        try
        {
            return new FileStream(Path.Combine(root, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Made on first start. A first start that was killed half-way is begun again: nothing was cosigned with that key.</summary>
    public static Result<CosigningKey> Key(string root, string? name)
    {
        var (seedPath, vkeyPath) = (Path.Combine(root, "seed"), Path.Combine(root, "vkey"));
        if (Text(vkeyPath) is not { } vkey) return Made(seedPath, vkeyPath, name ?? $"witness.invalid/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        if (!File.Exists(seedPath) || !VerifierKey.Parse(vkey).TryGet(out var verifier, out _)) return WitnessRefusals.FolderIncomplete;
        var seed = File.ReadAllBytes(seedPath);
        if (seed.Length != 32) return WitnessRefusals.FolderIncomplete;
        var key = new CosigningKey(verifier.Name, seed);
        CryptographicOperations.ZeroMemory(seed);
        if (key.Verifier.Equals(verifier)) return key;
        key.Dispose();
        return WitnessRefusals.FolderIncomplete;
    }

    public static IReadOnlyList<VerifierKey> Logs(string root)
    {
        var lines = (Text(Path.Combine(root, "logs")) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => VerifierKey.Parse(line)).Where(parsed => parsed.Ok).Select(parsed => parsed.Value).Where(log => log.Type == VerifierKey.Ed25519)];
    }

    public static void WriteLogs(string root, IEnumerable<VerifierKey> logs) =>
        Durable.Replace(Path.Combine(root, "logs"), Encoding.UTF8.GetBytes(string.Concat(logs.Select(log => $"{log}\n"))));

    public static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Result<CosigningKey> Made(string seedPath, string vkeyPath, string name)
    {
        // Without its key nothing of the state could be shown to be the witness's own.
        if (Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(seedPath)!, "state")).Any(path => new FileInfo(path).Length > 5)) return WitnessRefusals.FolderIncomplete;
        var seed = RandomNumberGenerator.GetBytes(32);
        Durable.Replace(seedPath, seed);
        var key = new CosigningKey(name, seed);
        CryptographicOperations.ZeroMemory(seed);
        Durable.Replace(vkeyPath, Encoding.UTF8.GetBytes($"{key.Verifier}\n"), others: true);
        return key;
    }
}
