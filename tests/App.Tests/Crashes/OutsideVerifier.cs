using System.Reflection;

namespace Writ.App.Tests.Crashes;

/// <summary><c>writ-verify</c> as a stranger runs it, but within this process, which starts faster.</summary>
internal static class OutsideVerifier
{
    private static readonly MethodInfo Main = Assembly.Load("writ-verify").GetType("Writ.Verify.Verifier", throwOnError: true)!
        .GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;

    /// <summary>Fails with what the verifier printed unless it exits with 0.</summary>
    public static void Passes(string folder, params string[] options)
    {
        using var output = new StringWriter();
        var exit = Main.Invoke(null, [(IReadOnlyList<string>)[folder, .. options], output, output, false, TimeProvider.System, null]);
        Assert.True(exit is 0, $"writ-verify exits with {exit}:\n{output}");
    }
}
