using System.Text;
using Writ.Ledger.Register;

namespace Writ.Ledger.Tests;

public sealed class SodiumTests
{
    /// <summary>2^252 + 27742317777372353535851937790883648493, little endian.</summary>
    private const string Order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

    /// <summary>Multiples 1 and 2 of the generator, RFC 9496 appendix A.1.</summary>
    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000", "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919")]
    public void Multiples_of_the_generator_are_those_of_RFC_9496(string scalar, string point) =>
        Assert.Equal(point, Convert.ToHexStringLower(Sodium.BaseTimes(Convert.FromHexString(scalar))));

    /// <summary>RFC 9496 appendix A.3, first label.</summary>
    [Fact]
    public void A_hash_becomes_the_point_of_RFC_9496()
    {
        var hash = System.Security.Cryptography.SHA512.HashData(Encoding.ASCII.GetBytes("Ristretto is traditionally a short shot of espresso coffee"));
        Assert.Equal("3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46", Convert.ToHexStringLower(Sodium.PointFromHash(hash)));
    }

    [Theory]
    [InlineData("00", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", true)]
    [InlineData(Order, false)]
    [InlineData("f2d3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", false)]
    [InlineData("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000020", false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    public void Only_scalars_between_zero_and_the_order_pass(string scalar, bool good) => Assert.Equal(good, Sodium.IsScalar(Convert.FromHexString(scalar)));

    /// <summary>Bad encodings of RFC 9496 appendix A.2 beside the identity and a good one.</summary>
    [Theory]
    [InlineData("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false)]
    [InlineData("f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false)]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false)]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", false)]
    [InlineData("ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20", false)]
    [InlineData("e2f2ae", false)]
    public void Only_canonical_points_other_than_the_identity_pass(string point, bool good) => Assert.Equal(good, Sodium.IsPoint(Convert.FromHexString(point)));

    [Fact]
    public void A_commitment_opens_with_its_own_class_and_blind_only()
    {
        var blind = Sodium.RandomScalar();
        var other = Sodium.RandomScalar();
        var commitment = ClassCommitment.Commit(DemandClass.Withheld, blind);
        Assert.True(ClassCommitment.Opens(commitment, DemandClass.Withheld, blind));
        Assert.False(ClassCommitment.Opens(commitment, DemandClass.Open, blind));
        Assert.False(ClassCommitment.Opens(commitment, DemandClass.Dummy, blind));
        Assert.False(ClassCommitment.Opens(commitment, DemandClass.Withheld, other));
    }

    [Fact]
    public void A_blind_at_or_above_the_order_never_opens_although_libsodium_would_take_it()
    {
        var blind = Sodium.RandomScalar();
        var commitment = ClassCommitment.Commit(DemandClass.Open, blind);
        var shifted = (new System.Numerics.BigInteger(blind, isUnsigned: true) + new System.Numerics.BigInteger(Convert.FromHexString(Order), isUnsigned: true)).ToByteArray();
        Array.Resize(ref shifted, 32);
        Assert.False(ClassCommitment.Opens(commitment, DemandClass.Open, shifted));
    }

    [Fact]
    public void The_generators_of_the_classes_differ_and_never_change()
    {
        // Fixed for ever: another value would make every opening false.
        var points = new[] { DemandClass.Open, DemandClass.Withheld, DemandClass.Dummy }.Select(c => Convert.ToHexStringLower(ClassCommitment.Generator(c))).ToArray();
        Assert.Equal(Approved, points);
    }

    private static readonly string[] Approved =
    [
        "8ea5a065706458ec26c9dab4a00c272450d41d0acafca7981575e8eacf9ad975",
        "f6e34284275bdea780403aa287f5d2b558837a00c2e211baffa416b817ba8475",
        "a0a875b6fcf12c950b6062b86982ef7b95f00632038743e21ac27d6a35079035",
    ];
}
