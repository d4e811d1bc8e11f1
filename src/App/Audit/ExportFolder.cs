using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Writ.Base;

namespace Writ.App.Audit;

/// <summary>What an export says of itself. It is the operator's word: the auditor checks what it can be checked against.</summary>
/// <param name="Origin">The log's.</param>
/// <param name="From">First entry that it covers.</param>
/// <param name="Size">Of the published log when it was made: it covers entries before this.</param>
/// <param name="Leaves">Records in the file of leaves.</param>
/// <param name="Sealed">Thumbprints of the keys that the outcomes are sealed to.</param>
internal sealed record ExportAbout(string Schema, string Origin, long From, long Size, long Leaves, IReadOnlyList<string> Sealed, string MadeAt)
{
    public const string Version1 = "writ.audit-export/v1";
}

/// <summary>
/// The folder that goes to an auditor: <c>audit.json</c>, <c>leaves.bin</c> (what was sealed with each leaf), <c>outcomes.sealed</c> (a sealed file of lines, one for
/// each demand), <c>given.sealed</c> (one of lines too, with what each vault says that it gave). Nothing in it can be read without an auditor's key; how many leaves there are stands in the log.
/// </summary>
internal sealed class ExportFolder(string root)
{
    private const int MostSealed = 4 << 20;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("writ.audit-leaves/v1\n");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string OutcomesFile => Path.Combine(root, "outcomes.sealed");

    public string GivenFile => Path.Combine(root, "given.sealed");

    private string LeavesFile => Path.Combine(root, "leaves.bin");

    private string AboutFile => Path.Combine(root, "audit.json");

    /// <summary>Private to its owner; false where something is there already.</summary>
    public bool Make()
    {
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any()) return false;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
        else Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return true;
    }

    public Stream BeginLeaves()
    {
        var file = File.Create(LeavesFile);
        file.Write(Magic);
        return file;
    }

    public static void WriteLeaf(Stream leaves, byte[] leafHash, byte[] forAuditors)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, forAuditors.Length);
        leaves.Write(leafHash);
        leaves.Write(length);
        leaves.Write(forAuditors);
    }

    /// <summary>Last of all: a folder without it was not finished.</summary>
    public void Finish(ExportAbout about) => Durable.Replace(AboutFile, JsonSerializer.SerializeToUtf8Bytes(about, Json));

    /// <summary>Refusal <c>audit-export-unreadable</c>.</summary>
    public Result<ExportAbout> About()
    {
        try
        {
            var about = JsonSerializer.Deserialize<ExportAbout>(File.ReadAllBytes(AboutFile), Json);
            if (about is { Schema: ExportAbout.Version1, From: >= 0 } && about.Size >= about.From) return about;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Refused below, as one that says something else.
        }

        return AuditRefusals.Export;
    }

    /// <summary>Record after record, in bounded memory. Throws <see cref="InvalidDataException"/> where the file breaks off or is another.</summary>
    public IEnumerable<(byte[] LeafHash, byte[] ForAuditors)> Leaves()
    {
        using var file = new BufferedStream(File.OpenRead(LeavesFile), 1 << 16);
        var magic = new byte[Magic.Length];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.AsSpan().SequenceEqual(Magic)) throw Broken();
        var head = new byte[36];
        while (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) is > 0 and var read)
        {
            if (read < head.Length || BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(32)) is not (> 0 and <= MostSealed and var length)) throw Broken();
            var forAuditors = new byte[length];
            if (file.ReadAtLeast(forAuditors, length, throwOnEndOfStream: false) < length) throw Broken();
            yield return (head[..32], forAuditors);
        }

        static InvalidDataException Broken() => new("leaves.bin breaks off, or is no file of leaves");
    }
}
