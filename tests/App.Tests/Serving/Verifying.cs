using Writ.Verify;

namespace Writ.App.Tests.Serving;

/// <summary>The stranger's program, in this process.</summary>
internal static class Verifying
{
    /// <summary>Exit code; what it printed goes to <paramref name="said"/>, where one is given.</summary>
    public static int Verify(string where, TextWriter? said = null, params string[] more) =>
        Verifier.Run([where, .. more], said ?? TextWriter.Null, said ?? TextWriter.Null, showProgress: false, TimeProvider.System);
}
