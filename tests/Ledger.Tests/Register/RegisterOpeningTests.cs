using System.Text;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Register;

public sealed class RegisterOpeningTests
{
    private static readonly DemandOutcome Closed = new("closed", []);

    internal static readonly RegisterRecord Record = new(
        new DateOnly(2026, 2, 28), "search-warrant", "us", true, "US", "police", "retail", null, 3, true, false, AgencyId.New(), DemandId.New());

    private readonly RegisterOpening opening = RegisterOpening.Draw(DemandClass.Open, Record);

    [Fact]
    public void A_leaf_is_98_bytes_and_the_same_each_time()
    {
        var leaf = opening.Leaf();
        Assert.Equal(98, leaf.Length);
        Assert.Equal(leaf, opening.Leaf());
        Assert.Equal(LogEntryKind.Register, EntryKind.Of(leaf));
        Assert.True(RegisterLeaf.Parse(leaf).Ok);
    }

    [Fact]
    public void Two_leaves_of_the_same_record_have_nothing_in_common()
    {
        var other = RegisterOpening.Draw(DemandClass.Open, Record).Leaf();
        var leaf = opening.Leaf();
        for (var part = 2; part < 98; part += 32) Assert.NotEqual(leaf[part..(part + 32)], other[part..(part + 32)]);
    }

    [Fact]
    public void Its_JSON_gives_the_same_leaf_and_record()
    {
        var again = RegisterOpening.FromJson(opening.ToJson()).Value;
        Assert.Equal(opening.Leaf(), again.Leaf());
        Assert.Equal(Record, again.Record);
        Assert.Equal(DemandClass.Open, again.Class);
    }

    [Theory]
    [InlineData("\"class\":\"open\"", "\"class\":\"opened\"")]
    [InlineData("\"value\":\"2026-02-28\"", "\"value\":\"2026-02-29\"")]
    [InlineData("\"value\":\"3\"", "\"value\":\"03\"")]
    [InlineData("\"value\":\"true\"", "\"value\":\"yes\"")]
    [InlineData("register-opening/v1", "register-opening/v2")]
    [InlineData("\"name\":\"country\"", "\"name\":\"nation\"")]
    [InlineData("{\"audit\"", "{\"a\":1,\"audit\"")]
    public void JSON_out_of_shape_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(opening.ToJson());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-opening-malformed", RegisterOpening.FromJson(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Fact]
    public void A_record_with_an_impossible_value_is_never_drawn()
    {
        Assert.Throws<ArgumentException>(() => RegisterOpening.Draw(DemandClass.Open, Record with { Accounts = -1 }));
        Assert.Throws<ArgumentException>(() => RegisterOpening.Draw(DemandClass.Open, Record with { Country = "" }));
    }

    [Fact]
    public void What_is_revealed_opens_the_leaf_and_what_is_not_stays_hidden()
    {
        var revealed = opening.Reveal(7, new HashSet<string> { "received", "country" }, Closed);
        var record = OpeningCheck.Check(opening.Leaf(), revealed).Value;
        Assert.Equal(["country", "received", "schema"], record.Fields.Keys.Order());
        Assert.Equal(Record.Received, record.Received);
        Assert.Equal(7, revealed.Leaf);
        Assert.DoesNotContain(Record.Demand.Text, System.Text.Json.JsonSerializer.Serialize(revealed, PublishedJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_change_to_what_is_revealed_is_noticed()
    {
        var good = opening.Reveal(7, RegisterSchema.Fields.ToHashSet(), Closed);
        var leaf = opening.Leaf();
        Assert.True(OpeningCheck.Check(leaf, good).Ok);
        for (var i = 1; i < good.Fields.Count; i++)
        {
            var field = good.Fields[i];
            Assert.False(OpeningCheck.Check(leaf, With(good, i, field with { Salt = Convert.ToBase64String(new byte[32]) })).Ok);
            Assert.False(OpeningCheck.Check(leaf, With(good, i, field with { Name = "schema" })).Ok);
            Assert.False(OpeningCheck.Check(leaf, With(good, i, new OpenedField(null, null, null, Convert.ToBase64String(new byte[32])))).Ok);
            Assert.False(OpeningCheck.Check(leaf, With(good, i, field with { Hash = field.Salt })).Ok);
        }

        Assert.Equal("ledger-opening-fields", Code(leaf, With(good, 5, good.Fields[5] with { Value = "DE" })));
        Assert.Equal("ledger-opening-malformed", Code(leaf, With(good, 1, good.Fields[1] with { Value = "yesterday" })));
        Assert.Equal("ledger-opening-malformed", Code(leaf, good with { Class = "withheld" }));
        Assert.Equal("ledger-opening-malformed", Code(leaf, good with { Fields = [.. good.Fields.Skip(1)] }));
        Assert.Equal("ledger-opening-malformed", Code(leaf, good with { Blind = good.Blind + "=" }));
        Assert.Equal("ledger-opening-class", Code(leaf, good with { Blind = Convert.ToBase64String(new byte[32]) }));
        Assert.Equal("ledger-opening-class", Code(leaf, good with { Blind = Convert.ToBase64String(Sodium.RandomScalar()) }));
    }

    [Fact]
    public void A_withheld_leaf_does_not_open_as_open()
    {
        var withheld = RegisterOpening.Draw(DemandClass.Withheld, Record);
        var asOpen = RegisterOpening.FromJson(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(withheld.ToJson()).Replace("\"withheld\"", "\"open\"", StringComparison.Ordinal))).Value;
        Assert.Equal("ledger-opening-class", Code(withheld.Leaf(), asOpen.Reveal(0, RegisterSchema.Fields.ToHashSet(), Closed)));
        Assert.Throws<InvalidOperationException>(() => withheld.Reveal(0, new HashSet<string>(), Closed));
    }

    [Theory]
    [InlineData(0, (byte)'A')]
    [InlineData(1, 2)]
    [InlineData(33, 0xff)]
    public void A_leaf_out_of_shape_is_refused(int at, byte value)
    {
        var leaf = opening.Leaf();
        leaf[at] = value;
        Assert.Equal("ledger-leaf-malformed", RegisterLeaf.Parse(leaf).Refusal?.Code);
        Assert.Equal("ledger-leaf-malformed", RegisterLeaf.Parse([.. opening.Leaf(), 0]).Refusal?.Code);
    }

    [Fact]
    public void A_point_has_one_encoding_so_the_highest_bit_is_never_set()
    {
        var leaf = opening.Leaf();
        leaf[33] |= 0x80;
        Assert.Equal("ledger-leaf-malformed", RegisterLeaf.Parse(leaf).Refusal?.Code);
    }

    /// <summary>Encodings that RFC 9496, A.2 lists as invalid.</summary>
    [Theory]
    [InlineData("00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    public void An_encoding_that_the_standard_calls_invalid_is_refused(string point)
    {
        var leaf = opening.Leaf();
        Convert.FromHexString(point).CopyTo(leaf, 2);
        Assert.Equal("ledger-leaf-malformed", RegisterLeaf.Parse(leaf).Refusal?.Code);
    }

    [Fact]
    public void A_commitment_to_the_identity_is_refused()
    {
        var leaf = opening.Leaf();
        leaf.AsSpan(2, 32).Clear();
        Assert.Equal("ledger-leaf-malformed", RegisterLeaf.Parse(leaf).Refusal?.Code);
    }

    private static DemandOpening With(DemandOpening opening, int i, OpenedField field)
    {
        var fields = opening.Fields.ToArray();
        fields[i] = field;
        return opening with { Fields = fields };
    }

    private static string? Code(byte[] leaf, DemandOpening opening) => OpeningCheck.Check(leaf, opening).Refusal?.Code;
}
