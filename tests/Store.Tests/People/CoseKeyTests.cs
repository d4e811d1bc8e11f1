using System.Formats.Cbor;
using System.Security.Cryptography;
using Writ.Store.People;

namespace Writ.Store.Tests.People;

/// <summary>What authenticators give as their key, and what looks like it.</summary>
public sealed class CoseKeyTests
{
    [Fact]
    public void A_key_for_ES256_is_the_key_that_the_record_names()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var read = CoseKey.Es256(Cose(key));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())), read!.Thumbprint);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), read.Spki.ToArray());
    }

    [Fact]
    public void Members_that_nobody_asked_for_do_not_matter()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(7);
        writer.WriteTextString("note");
        writer.WriteStartArray(1);
        writer.WriteInt32(3);
        writer.WriteEndArray();
        writer.WriteInt32(4);
        writer.WriteBoolean(true);
        Write(writer, key, 2, -7, 1);
        writer.WriteEndMap();

        Assert.NotNull(CoseKey.Es256(writer.Encode()));
    }

    [Theory]
    [InlineData(1, -7, 1)]
    [InlineData(3, -7, 1)]
    [InlineData(2, -35, 1)]
    [InlineData(2, -257, 1)]
    [InlineData(2, -8, 1)]
    [InlineData(2, -7, 2)]
    [InlineData(2, -7, 8)]
    public void Another_kind_algorithm_or_curve_is_no_key_to_sign_with(int kind, int algorithm, int curve)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Null(CoseKey.Es256(Cose(key, kind, algorithm, curve)));
    }

    [Fact]
    public void A_point_off_the_curve_or_of_another_length_is_no_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var off = Cose(key);
        off[^1] ^= 1;

        Assert.Null(CoseKey.Es256(off));
        Assert.Null(CoseKey.Es256(Cose(larger)));
    }

    [Fact]
    public void What_is_cut_off_or_goes_on_is_no_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var whole = Cose(key);

        for (var length = 0; length < whole.Length; length++) Assert.Null(CoseKey.Es256(whole[..length]));
        Assert.Null(CoseKey.Es256([.. whole, 0]));
        Assert.Null(CoseKey.Es256([.. whole, .. new byte[2000]]));
    }

    [Fact]
    public void A_label_that_stands_twice_is_no_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(6);
        writer.WriteInt32(3);
        writer.WriteInt32(-7);
        Write(writer, key, 2, -7, 1);
        writer.WriteEndMap();

        Assert.Null(CoseKey.Es256(writer.Encode()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("a0")]
    [InlineData("80")]
    [InlineData("f6")]
    [InlineData("bfff")]
    [InlineData("a1")]
    [InlineData("bb7fffffffffffffff")]
    [InlineData("a1013bffffffffffffffff")]
    [InlineData("a11bffffffffffffffff02")]
    [InlineData("5f")]
    public void Nonsense_is_no_key(string hex) => Assert.Null(CoseKey.Es256(Convert.FromHexString(hex)));

    private static byte[] Cose(ECDsa key, int kind = 2, int algorithm = -7, int curve = 1)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        Write(writer, key, kind, algorithm, curve);
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void Write(CborWriter writer, ECDsa key, int kind, int algorithm, int curve)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        foreach (var (label, number) in ((int, int)[])[(1, kind), (3, algorithm), (-1, curve)])
        {
            writer.WriteInt32(label);
            writer.WriteInt32(number);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
    }
}
