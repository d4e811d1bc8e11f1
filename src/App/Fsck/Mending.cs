using Writ.Base;

namespace Writ.App.Fsck;

/// <summary>The few things that are provably safe: what is missing is written, what nobody names is moved aside. Nothing is changed or deleted.</summary>
internal static class Mending
{
    /// <summary>False, and nothing is written, where it is there by now or cannot be written: a server beside this one may have been quicker.</summary>
    public static bool WriteIfMissing(string path, byte[] bytes)
    {
        var draft = $"{path}.fsck";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Durable.Replace(draft, bytes, others: true);
            File.Move(draft, path, overwrite: false);
            Durable.SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            return false;
        }
    }

    /// <summary>Moves a file below <c>DATA/found</c>, with its folder's name; false where it cannot be moved.</summary>
    public static bool MoveAside(string root, string path)
    {
        var target = Path.Combine(root, "found", Path.GetRelativePath(root, path));
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            else Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Move(path, target, overwrite: false);
            Durable.SyncFolder(Path.GetDirectoryName(target)!);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
