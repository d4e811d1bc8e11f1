using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Base.Tests;

public sealed class CanonicalJsonTests
{
    /// <summary>Bits of a double and its text, from RFC 8785 appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_written_as_RFC_8785_lists_them(ulong bits, string text) =>
        Assert.Equal(text, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_without_a_text_is_a_bug(double number) => Assert.Throws<ArgumentException>(() => CanonicalJson.Number(number));

    [Fact]
    public void An_integer_that_a_double_cannot_hold_is_a_bug()
    {
        Assert.Throws<ArgumentException>(() => CanonicalJson.Write(JsonValue.Create(9007199254740993L)));
        Assert.Equal("9007199254740992", Text(JsonValue.Create(9007199254740992L)));
    }

    [Fact]
    public void Members_are_sorted_by_UTF16_code_units()
    {
        // The example of RFC 8785 section 3.2.3: the smiley's surrogates sort before U+FB33.
        var json = new JsonObject
        {
            ["\u20ac"] = "Euro Sign", ["\r"] = "Carriage Return", ["\ufb33"] = "Hebrew Letter Dalet With Dagesh", ["1"] = "One",
            ["\ud83d\ude00"] = "Emoji: Grinning Face", ["\u0080"] = "Control", ["\u00f6"] = "Latin Small Letter O With Diaeresis",
        };
        var order = new[] { "Carriage Return", "One", "Control", "Latin Small", "Euro Sign", "Emoji", "Hebrew" };
        var text = Text(json);
        Assert.Equal(order.Order(Comparer<string>.Create((a, b) => text.IndexOf(a, StringComparison.Ordinal) - text.IndexOf(b, StringComparison.Ordinal))), order);
    }

    [Fact]
    public void Strings_are_escaped_as_little_as_can_be() =>
        Assert.Equal("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f\"", Text(JsonValue.Create("\u20ac$\u000f\nA'B\"\\\\\"/\u007f")));

    [Fact]
    public void Half_a_surrogate_pair_is_a_bug() => Assert.Throws<ArgumentException>(() => CanonicalJson.Write(JsonValue.Create("\ud83d")));

    [Theory]
    [InlineData("{\"a\":1,\"b\":[true,null,\"x\"]}")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"\u00f6\"")]
    public void What_is_canonical_is_read_and_written_again_unchanged(string text)
    {
        Assert.True(CanonicalJson.ParseStrict(Encoding.UTF8.GetBytes(text)).TryGet(out var node, out _));
        Assert.Equal(text, Text(node));
    }

    [Theory]
    [InlineData("{\"b\":1,\"a\":1}")]
    [InlineData("{ \"a\":1}")]
    [InlineData("{\"a\":1}\n")]
    [InlineData("{\"a\":1.0}")]
    [InlineData("{\"a\":1e0}")]
    [InlineData("{\"a\":-0}")]
    [InlineData("{\"a\":\"\\u0041\"}")]
    [InlineData("{\"a\":\"\\/\"}")]
    [InlineData("{\"a\":\"\\u000A\"}")]
    public void Another_spelling_of_the_same_is_refused(string text) =>
        Assert.Equal("json-not-canonical", CanonicalJson.ParseStrict(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"\\u0061\":1}")]
    [InlineData("{\"a\":\"\\ud83d\"}")]
    [InlineData("{\"a\":9007199254740993}")]
    [InlineData("{\"a\":1}{")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("\ufeff{}")]
    public void What_has_no_one_meaning_is_refused(string text) =>
        Assert.Equal("json-malformed", CanonicalJson.ParseStrict(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() => Assert.False(CanonicalJson.ParseStrict([(byte)'"', 0xff, (byte)'"']).Ok);

    [Fact]
    public void More_bytes_than_the_bound_are_refused()
    {
        Assert.True(CanonicalJson.ParseStrict("[1]"u8, maxBytes: 3).Ok);
        Assert.Equal("json-too-large", CanonicalJson.ParseStrict("[1]"u8, maxBytes: 2).Refusal?.Code);
    }

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Equal("json-malformed", CanonicalJson.ParseStrict(Encoding.UTF8.GetBytes(new string('[', 9000) + new string(']', 9000))).Refusal?.Code);

    private static string Text(JsonNode? node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
