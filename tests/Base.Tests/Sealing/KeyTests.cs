using System.Numerics;
using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public class KeyTests
{
    [Fact]
    public void The_vector_key_parses_and_has_its_thumbprint()
    {
        var key = PublicKey.Parse(Vectors.Of("account-spki")).Value;
        Assert.Equal(Convert.ToHexStringLower(Vectors.Of("account-thumbprint")), key.Thumbprint);
        using var secret = PrivateKey.ImportPkcs8(Vectors.Of("account-pkcs8")).Value;
        Assert.Equal(key, secret.Public);
        Assert.Equal(key.GetHashCode(), secret.Public.GetHashCode());
    }

    [Fact]
    public void Keys_survive_pem()
    {
        using var key = PrivateKey.Generate();
        using var again = PrivateKey.ImportPem(key.ExportPem()).Value;
        Assert.Equal(key.Public, again.Public);
        Assert.Equal(key.Public, PublicKey.ParsePem(key.Public.ToPem() + "\n").Value);
    }

    [Fact]
    public void Every_single_changed_byte_of_a_public_key_is_refused_or_is_another_point_on_the_curve()
    {
        var spki = Vectors.Of("account-spki");
        for (var i = 0; i < spki.Length; i++)
        {
            var changed = spki.ToArray();
            changed[i] ^= 1;
            Refused(changed);
        }
    }

    [Fact]
    public void Cut_and_longer_public_keys_are_refused()
    {
        var spki = Vectors.Of("account-spki");
        Refused(spki[..^1]);
        Refused([.. spki, 0]);
        Refused([]);
    }

    [Fact]
    public void Another_curve_is_refused()
    {
        using var p384 = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Refused(p384.ExportSubjectPublicKeyInfo());
        Assert.Equal("sealing-bad-private-key", PrivateKey.ImportPkcs8(p384.ExportPkcs8PrivateKey()).Refusal?.Code);
        // Same lengths, other object identifier: secp256k1's.
        var k1 = Vectors.Of("account-spki");
        Convert.FromHexString("06052b8104000a").CopyTo(k1, 13);
        Refused(k1);
        using var rsa = RSA.Create(2048);
        Refused(rsa.ExportSubjectPublicKeyInfo());
        Assert.Equal("sealing-bad-private-key", PrivateKey.ImportPkcs8(rsa.ExportPkcs8PrivateKey()).Refusal?.Code);
    }

    [Fact]
    public void Compressed_identity_and_zero_points_are_refused()
    {
        var spki = Vectors.Of("account-spki");
        Refused([.. Convert.FromHexString("3039301306072a8648ce3d020106082a8648ce3d030107032200"), (byte)(2 + (spki[90] & 1)), .. spki[27..59]]);
        Refused([.. Convert.FromHexString("3019301306072a8648ce3d020106082a8648ce3d030107030200"), 0]);
        Refused([.. spki[..27], .. new byte[64]]);
    }

    [Fact]
    public void A_coordinate_that_is_not_reduced_is_refused()
    {
        // X = 0 is on the curve with Y = sqrt(b); X = p says the same and must not pass.
        var prime = new BigInteger(Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"), true, true);
        var b = new BigInteger(Convert.FromHexString("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"), true, true);
        var y = BigInteger.ModPow(b, (prime + 1) / 4, prime).ToByteArray(true, true);
        byte[] head = [.. Vectors.Of("account-spki")[..27]];
        byte[] padded = [.. new byte[32 - y.Length], .. y];
        Assert.True(PublicKey.Parse([.. head, .. new byte[32], .. padded]).Ok);
        Refused([.. head, .. prime.ToByteArray(true, true), .. padded]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void Other_text_is_not_a_private_key(string text) =>
        Assert.Equal("sealing-bad-private-key", PrivateKey.ImportPem(text).Refusal?.Code);

    [Fact]
    public void A_private_key_file_holds_one_private_key_and_nothing_else()
    {
        using var key = PrivateKey.Generate();
        var pem = key.ExportPem();
        Assert.False(PrivateKey.ImportPem(pem + "\n" + pem).Ok);
        Assert.False(PrivateKey.ImportPem("hello\n" + pem).Ok);
        Assert.False(PrivateKey.ImportPem(key.Public.ToPem()).Ok);
        Assert.False(PublicKey.ParsePem(pem).Ok);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(PrivateKey.ImportPem(ec.ExportECPrivateKeyPem()).Ok);
        Assert.False(PrivateKey.ImportPkcs8([.. Vectors.Of("account-pkcs8"), 0]).Ok);
    }

    [Fact]
    public void A_private_key_with_another_keys_public_half_is_refused()
    {
        byte[] mixed = [.. Vectors.Of("account-pkcs8")[..^65], .. Vectors.Of("ephemeral-pkcs8")[^65..]];
        var imported = PrivateKey.ImportPkcs8(mixed);
        Assert.Equal("sealing-bad-private-key", imported.Refusal?.Code);
    }

    private static void Refused(byte[] spki) => Assert.Equal("sealing-bad-public-key", PublicKey.Parse(spki).Refusal?.Code);
}
