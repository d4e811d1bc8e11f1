using System.Runtime.CompilerServices;

namespace Writ.App.Tests.Serving;

/// <summary>What a stranger sees, beside the test that holds it. <c>WRIT_APPROVE=1</c> writes the files anew; read the difference before committing it.</summary>
internal static class Approved
{
    /// <param name="relative">Path below tests/App.Tests; one that begins with <c>../</c> leads elsewhere in the repository.</param>
    public static void Equal(string relative, string actual)
    {
        var path = Path.GetFullPath(Path.Combine(Folder(), relative));
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(Path.GetDirectoryName(here))!;
}
