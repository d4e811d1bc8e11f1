using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Footage;

/// <summary>
/// The short code by which a hub and an owner's browser find each other through a server that neither trusts with their keys:
/// four characters that the server knows, and eight that it never sees. From the eight comes the key of two MACs over both
/// sides' public keys; whoever would exchange a key in between would have to find 40 bits through 600,000 rounds of PBKDF2
/// within the ten minutes that a pairing lives.
/// </summary>
public sealed class PairingCode
{
    /// <summary>Characters that name the pairing to the server.</summary>
    public const int NameLength = 4;

    private const int SecretLength = 8;

    private const int Rounds = 600_000;

    // Crockford's base32: what looks alike is read as one.
    internal const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly string secret;

    private PairingCode(string name, string secret)
    {
        Name = name;
        this.secret = secret;
    }

    /// <summary>What the server calls the pairing: four characters.</summary>
    public string Name { get; }

    /// <summary>A name for a pairing, drawn by the server.</summary>
    public static string NewName() => RandomNumberGenerator.GetString(Alphabet, NameLength);

    /// <summary>Whether the text can name a pairing.</summary>
    public static bool IsName(string? text) => text is { Length: NameLength } && text.AsSpan().IndexOfAnyExcept(Alphabet) < 0;

    /// <summary>The hub's half of a code: the server gave the name, the secret is drawn here.</summary>
    public static Result<PairingCode> Draw(string name) => Parse(name + RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>As somebody typed it: case, blanks and hyphens do not matter, O is 0, I and L are 1. Refusal <c>footage-bad-pairing-code</c>.</summary>
    public static Result<PairingCode> Parse(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Length > 40) return FootageRefusals.Code;
        var plain = new string([.. typed.ToUpperInvariant().Where(c => c is not ('-' or ' ')).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
        return plain.Length == NameLength + SecretLength && plain.AsSpan().IndexOfAnyExcept(Alphabet) < 0
            ? new PairingCode(plain[..NameLength], plain[NameLength..])
            : FootageRefusals.Code;
    }

    /// <summary>As the hub shows it: <c>K7Q2-M3PD-9RTW</c>.</summary>
    public string Shown() => $"{Name}-{secret[..4]}-{secret[4..]}";

    /// <summary>What the owner's browser sends: it knew the code, and means these keys. 32 bytes.</summary>
    public byte[] OwnerTag(HomeId home, Holder hub, Holder owner) => Tag("owner", home, hub, owner);

    /// <summary>What the hub answers. 32 bytes.</summary>
    public byte[] HubTag(HomeId home, Holder hub, Holder owner) => Tag("hub", home, hub, owner);

    /// <summary>In constant time.</summary>
    public static bool Same(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(tag, other);

    public override string ToString() => Name;

    private byte[] Tag(string side, HomeId home, Holder hub, Holder owner)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(owner);
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(secret), Bytes.Of("writ.pairing/v1"u8, home.Text, Name), Rounds, HashAlgorithmName.SHA256, 32);
        var tag = HMACSHA256.HashData(key, Bytes.Of("writ.pairing/v1/tag"u8, side, home.Text, Name, hub.Id, owner.Id));
        CryptographicOperations.ZeroMemory(key);
        return tag;
    }
}
