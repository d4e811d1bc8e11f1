using Writ.Verify;

namespace Writ.App.Tests.Crashes;

/// <summary><c>writ-verify</c> as a stranger runs it.</summary>
internal static class OutsideVerifier
{
    /// <summary>Fails with what the verifier printed unless it exits with 0.</summary>
    public static void Passes(string folder, params string[] options)
    {
        using var output = new StringWriter();
        var exit = Verifier.Run([folder, .. options], output, output, showProgress: false, TimeProvider.System);
        Assert.True(exit == 0, $"writ-verify exits with {exit}:\n{output}");
    }
}
