namespace Writ.House.Tests;

internal static class Expect
{
    /// <summary>Fails with all of them, where xunit's own would show the first five.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        if (found.Count > 0) Assert.Fail($"{found.Count}:\n{string.Join('\n', found)}");
    }
}
