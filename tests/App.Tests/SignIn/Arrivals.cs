using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Writ.App.Tests.SignIn;

/// <summary>
/// Waits until a browser stands on another page. Asks the page itself, again and again: Playwright's own wait hangs where a load event
/// came before it listened.
/// </summary>
internal static class Arrivals
{
    /// <summary>Far beyond what any page takes on a machine that has much else to do.</summary>
    public const int Patience = 90_000;

    /// <param name="address"><c>**</c> stands for anything, <c>*</c> for anything without a slash.</param>
    public static Task Arrive(this IPage page, string address)
    {
        var pattern = new Regex("^" + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        return page.Arrive(url => pattern.IsMatch(url), address);
    }

    public static async Task Arrive(this IPage page, Func<string, bool> there, string called = "another page")
    {
        var watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < Patience)
        {
            if (there(page.Url) && await Loaded(page)) return;
            await Task.Delay(50);
        }

        Assert.Fail($"The browser stands on {page.Url}, not on {called}");
    }

    private static async Task<bool> Loaded(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string>("() => document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            // The page was left while it was asked.
            return false;
        }
    }
}
