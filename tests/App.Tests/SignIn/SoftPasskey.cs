using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Writ.App.Tests.SignIn;

/// <summary>An authenticator in software (WebAuthn Level 3): answers as a browser would, or wrongly in one way of the test's choice.</summary>
internal sealed class SoftPasskey : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte Attested = 0x40;

    private readonly ECDsa key;
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private uint counter = 1;

    /// <param name="large">True: of another kind than most, ES384.</param>
    public SoftPasskey(bool large = false) => key = ECDsa.Create(large ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);

    /// <summary>What the browser says the page's origin is.</summary>
    public required string Origin { get; set; }

    public string RelyingParty { get; set; } = "localhost";

    /// <summary>Whether finger, face or PIN was checked.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>Who it says that it belongs to; set when it is made.</summary>
    public string? UserHandle { get; set; }

    public bool CrossOrigin { get; set; }

    /// <summary>The answer of <c>navigator.credentials.create</c>.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        UserHandle ??= (string)asked["user"]!["id"]!;
        var client = Client("webauthn.create", (string)asked["challenge"]!);
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString(Data(Attested, [.. new byte[16], .. BigEndian((ushort)id.Length), .. id, .. CoseKey()]));
        writer.WriteEndMap();
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Text(client),
            ["attestationObject"] = Text(writer.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>The answer of <c>navigator.credentials.get</c>.</summary>
    public string Show(string options)
    {
        var client = Client("webauthn.get", (string)JsonNode.Parse(options)!["challenge"]!);
        counter++;
        var data = Data(0, []);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], key.KeySize == 256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = UserHandle,
        });
    }

    /// <summary>SHA-256 of the key, as facts name it.</summary>
    public string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>The key itself.</summary>
    public byte[] Spki => key.ExportSubjectPublicKeyInfo();

    /// <summary>Signs what somebody decided (docs/spec/approval.md), as a browser has it done.</summary>
    /// <param name="instead">Another challenge than the statement's.</param>
    public (byte[] Data, byte[] Client, byte[] Signature) Sign(byte[] statement, string type = "webauthn.get", byte[]? instead = null)
    {
        var client = Client(type, Text(instead ?? SHA256.HashData([.. "writ.approval/v1\n"u8, .. statement])));
        counter++;
        var data = Data(0, []);
        return (data, client, key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>A copy of the key that lags behind: what a cloned authenticator looks like.</summary>
    public void TurnBackCounter() => counter = 0;

    public void Dispose() => key.Dispose();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[] BigEndian(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Text(id),
        ["rawId"] = Text(id),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private byte[] Client(string type, string challenge) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { type, challenge, origin = Origin, crossOrigin = CrossOrigin }));

    private byte[] Data(byte flags, byte[] rest)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, counter);
        var all = (byte)(flags | UserPresent | (Verifies ? UserVerified : 0));
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingParty)), all, .. number, .. rest];
    }

    // RFC 9053: an EC2 key, on P-256 for ES256 or on P-384 for ES384.
    private byte[] CoseKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(3);
        writer.WriteInt32(key.KeySize == 256 ? -7 : -35);
        writer.WriteInt32(-1);
        writer.WriteInt32(key.KeySize == 256 ? 1 : 2);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
