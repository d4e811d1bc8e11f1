using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Writ.Ledger.Register.Approvals;

namespace Writ.Shared;

/// <summary>An authenticator in software: signs as a passkey does, and as one would not.</summary>
internal sealed class SoftPasskey : IDisposable
{
    internal const byte PresentAndVerified = 0x05;

    private readonly ECDsa key;

    internal SoftPasskey() => key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal byte[] Spki => key.ExportSubjectPublicKeyInfo();

    internal string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(Spki));

    public void Dispose() => key.Dispose();

    /// <summary>As a browser and an authenticator would, at localhost.</summary>
    internal SignedApproval Sign(byte[] statement, byte flags = PresentAndVerified) => new(
        statement, Spki, Assert(Data(flags), Client(ApprovalStatement.Challenge(statement))));

    /// <summary>As a key on a machine of one's own.</summary>
    internal SignedApproval SignPlain(byte[] statement) => new(
        statement, Spki, new ApprovalSignature.Plain(key.SignData(ApprovalStatement.Signed(statement), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));

    /// <summary>Signs whatever it is given.</summary>
    internal ApprovalSignature.Passkey Assert(byte[] data, byte[] client) => new(
        data, client, key.SignData((byte[])[.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    internal static byte[] Data(byte flags = PresentAndVerified, params byte[] more) => [.. SHA256.HashData("localhost"u8), flags, 0, 0, 0, 7, .. more];

    internal static byte[] Client(byte[] challenge, string type = "webauthn.get", string more = ",\"crossOrigin\":false") =>
        Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","challenge":"{{Base64Url.EncodeToString(challenge)}}","origin":"http://localhost:8080"{{more}}}""");
}
