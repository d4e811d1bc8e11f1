using System.Globalization;

namespace Writ.App.SignIn;

/// <summary>Times of day in words. In UTC and saying so: without a script nobody knows the reader's own time.</summary>
internal static class Times
{
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
