using System.Text;
using Writ.Base;

namespace Writ.App.Verbs;

/// <summary>Files that are named on the command line. Refusal <c>client-file-unreadable</c>, also for one that is far larger than what is asked for ever is.</summary>
internal static class GivenFile
{
    private const int Most = 16 * 1024 * 1024;

    public static Result<string> Text(string file) => Bytes(file).Then<string>(bytes => Encoding.UTF8.GetString(bytes));

    public static Result<byte[]> Bytes(string file)
    {
        try
        {
            return new FileInfo(file).Length > Most ? Unreadable(file) : File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file);
        }
    }

    private static Refusal Unreadable(string file) =>
        new("client-file-unreadable", $"{file} cannot be read; give the path of a file that this user may read.");
}
