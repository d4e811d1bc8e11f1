using System.Security.Cryptography;
using System.Text;
using Writ.Base;

namespace Writ.Agencies.Partnerships;

/// <summary>A file that lies ready to be read by anybody once a fact names it.</summary>
/// <param name="Path">Relative to the site's root.</param>
internal sealed record Paper(string Path, string Sha256);

/// <summary>
/// Published files of partnerships, named by their own hash: written before the fact that names them, the same wherever they are written twice, never changed.
/// Strangers see a file only once its fact stands under the published checkpoint.
/// </summary>
internal sealed class Papers(PartnershipOptions options)
{
    public const int MostBytes = 2 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What an upload is, by its bytes: <c>pdf</c>, <c>txt</c>.</summary>
    public static Result<string> KindOf(byte[]? bytes)
    {
        if (bytes is null or { Length: 0 }) return PartnershipRefusals.FileMissing;
        if (bytes.Length > MostBytes) return PartnershipRefusals.FileLarge;
        if (bytes.AsSpan().StartsWith("%PDF-"u8)) return "pdf";
        try
        {
            var text = Strict.GetString(bytes);
            return IsPlain(text) ? "txt" : PartnershipRefusals.FileForm;
        }
        catch (DecoderFallbackException)
        {
            return PartnershipRefusals.FileForm;
        }
    }

    /// <summary>Text of lines: nothing in it hides or turns what stands beside it.</summary>
    public static bool IsPlain(string text) => !text.Any(c =>
        (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or '\uFEFF'
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\u200B' and <= '\u200D'));

    /// <summary>Reads an upload into memory, and no more of it than may be sent.</summary>
    public static async Task<byte[]?> Read(Microsoft.AspNetCore.Http.IFormFile? file)
    {
        if (file is null) return null;
        var bytes = new byte[Math.Min(file.Length, MostBytes + 1)];
        await using var stream = file.OpenReadStream();
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }

    /// <summary>An agency's file. Durable when it returns. A full disk throws <see cref="IOException"/>.</summary>
    public Paper Keep(AgencyId agency, byte[] bytes, string ending) => Write($"partners/{agency.Text}", bytes, ending);

    /// <summary>A file that is no one agency's.</summary>
    public Paper Keep(string folder, byte[] bytes, string ending) => Write($"partners/{folder}", bytes, ending);

    /// <summary>The bytes of a file that a fact names; null where it is gone or changed.</summary>
    public byte[]? Bytes(string path, string sha256)
    {
        var file = System.IO.Path.Combine(options.PublishedFolder, path);
        if (!File.Exists(file) || new FileInfo(file).Length > 8 * MostBytes) return null;
        var bytes = File.ReadAllBytes(file);
        return Hash(bytes) == sha256 ? bytes : null;
    }

    /// <summary>Text of a file, where it is text.</summary>
    public string? Text(string path, string sha256) =>
        path.EndsWith(".txt", StringComparison.Ordinal) && Bytes(path, sha256) is { } bytes ? Strict.GetString(bytes) : null;

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private Paper Write(string folder, byte[] bytes, string ending)
    {
        var sha = Hash(bytes);
        var path = $"{folder}/{sha}.{ending}";
        var file = System.IO.Path.Combine(options.PublishedFolder, path);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            Durable.Replace(file, bytes, others: true);
        }

        return new Paper(path, sha);
    }
}
