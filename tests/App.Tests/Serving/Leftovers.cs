namespace Writ.App.Tests.Serving;

/// <summary>What a server leaves behind.</summary>
internal static class Leftovers
{
    /// <summary>Deletes a folder that a server or a process worked in: what was being written when it ended may still appear for a moment.</summary>
    public static void Delete(string root)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 500 && Directory.Exists(root))
            {
                Thread.Sleep(20);
            }
        }
    }
}
