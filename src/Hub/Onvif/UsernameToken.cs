using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Writ.Hub.Cameras;
using static Writ.Hub.Onvif.OnvifNames;

namespace Writ.Hub.Onvif;

/// <summary>WS-Security's UsernameToken with a digest (Username Token Profile 1.0): the password itself is never sent.</summary>
internal static class UsernameToken
{
    /// <param name="now">By the camera's own clock, which it judges freshness by.</param>
    public static XElement Of(Login login, DateTimeOffset now)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new XElement(
            Security + "Security",
            new XElement(
                Security + "UsernameToken",
                new XElement(Security + "Username", login.User),
                new XElement(Security + "Password", new XAttribute("Type", Digest), DigestOf(nonce, created, login.Password)),
                new XElement(Security + "Nonce", new XAttribute("EncodingType", Base64), Convert.ToBase64String(nonce)),
                new XElement(Utility + "Created", created)));
    }

    // SHA-1 is what the profile prescribes; what it guards is one request for some minutes.
    internal static string DigestOf(byte[] nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + password)]));
}
