using System.Text;
using System.Text.RegularExpressions;
using Writ.Hub.Cameras;

namespace Writ.Hub.Ffmpeg;

/// <summary>Takes logins and whatever does not print out of a program's words.</summary>
internal sealed partial class Scrubber
{
    private const int Shortest = 3;

    private readonly IReadOnlyList<string> secrets;

    public Scrubber(Login? login) => secrets = login is null
        ? []
        : [.. new[] { login.Password, CameraAddress.Escape(login.Password), login.User, CameraAddress.Escape(login.User) }
            .Where(s => s.Length >= Shortest).Distinct().OrderByDescending(s => s.Length)];

    public string Clean(string text)
    {
        text = InAddress().Replace(text, "://…@");
        foreach (var secret in secrets) text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        var clean = new StringBuilder(text.Length);
        foreach (var c in text) clean.Append(c == '\n' || (c is >= ' ' and <= '~') || c == '…' ? c : '.');
        return clean.ToString();
    }

    [GeneratedRegex(@"://[^\s/]*@")]
    private static partial Regex InAddress();
}
