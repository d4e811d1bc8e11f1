using System.Globalization;
using Writ.Base;

namespace Writ.Hub.Cameras;

/// <summary>An <c>rtsp</c> or <c>rtsps</c> address without a user or a password, in characters that mean nothing anywhere else.</summary>
/// <param name="Host">A name, an IPv4 address, or an IPv6 address in brackets.</param>
/// <param name="Path">Path and query as sent, beginning with a slash.</param>
internal sealed record CameraAddress(bool Secure, string Host, int Port, string Path)
{
    private const int MostLength = 1000;

    private const int PlainPort = 554;

    private const int SecurePort = 322;

    /// <summary>As an owner may read it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Secure ? "rtsps" : "rtsp")}://{Host}:{Port}{Path}");

    /// <summary>With the login in it, for the program's ears only: it is never an argument, a log line or part of an error.</summary>
    public string With(Login? login, string? otherHost = null, int? otherPort = null)
    {
        var user = login is null ? string.Empty : $"{Escape(login.User)}:{Escape(login.Password)}@";
        return string.Create(CultureInfo.InvariantCulture, $"rtsp://{user}{otherHost ?? Host}:{otherPort ?? Port}{Path}");
    }

    public static Result<CameraAddress> Parse(string text, string field)
    {
        if (text.Length > MostLength) return CameraRefusals.AddressForm(field);
        bool secure;
        string rest;
        if (text.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase)) (secure, rest) = (false, text[7..]);
        else if (text.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase)) (secure, rest) = (true, text[8..]);
        else return CameraRefusals.AddressForm(field);

        var slash = rest.IndexOfAny(['/', '?']);
        var (authority, path) = slash < 0 ? (rest, "/") : (rest[..slash], rest[slash..]);
        if (path[0] == '?') path = "/" + path;
        if (authority.Contains('@', StringComparison.Ordinal)) return CameraRefusals.AddressWithLogin(field);
        if (!path.All(IsPathCharacter)) return CameraRefusals.AddressForm(field);

        var (host, port) = (authority, secure ? SecurePort : PlainPort);
        var colon = authority.LastIndexOf(':');
        if (colon > authority.LastIndexOf(']'))
        {
            host = authority[..colon];
            if (!int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                return CameraRefusals.AddressForm(field);
        }

        return IsHost(host) ? new CameraAddress(secure, host.ToLowerInvariant(), port, path) : CameraRefusals.AddressForm(field);
    }

    internal static string Escape(string text) => Uri.EscapeDataString(text).Replace("'", "%27", StringComparison.Ordinal);

    private static bool IsHost(string host) => host is ['[', .., ']']
        ? host.Length > 2 && host[1..^1].All(c => char.IsAsciiHexDigit(c) || c is ':' or '.') && System.Net.IPAddress.TryParse(host, out _)
        : host.Length is > 0 and < 254 && char.IsAsciiLetterOrDigit(host[0]) && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    // Those of RFC 3986 but for the apostrophe and the hash; no space, quote, backslash or control character.
    private static bool IsPathCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "-._~!$&()*+,;=:@/?%".Contains(c, StringComparison.Ordinal);
}
