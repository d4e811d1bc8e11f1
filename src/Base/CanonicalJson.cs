using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Writ.Base;

/// <summary>
/// JSON in the one form that can be hashed: RFC 8785 (members in UTF-16 code unit order, shortest numbers, minimal
/// escapes, UTF-8, no white space). Numbers are IEEE doubles; an integer beyond 2^53 has no exact form and is refused.
/// </summary>
public static class CanonicalJson
{
    private const int MaxDepth = 64;

    /// <summary>The canonical bytes. Throws <see cref="ArgumentException"/> on what has no canonical form (NaN, a lone surrogate, 2^53+1).</summary>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Node(text, node, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// Reads text from outside and refuses whatever is not byte for byte canonical, so that one meaning has one form:
    /// duplicate or unsorted members, white space, other spellings of a number or a string, a byte order mark.
    /// </summary>
    public static Result<JsonNode> ParseStrict(ReadOnlySpan<byte> utf8, int maxBytes = 65535)
    {
        if (utf8.Length > maxBytes)
            return new Refusal("json-too-large", $"Send at most {maxBytes} bytes of JSON.", RefusalKind.TooLarge);
        try
        {
            var documentOptions = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
            var node = JsonNode.Parse(utf8, documentOptions: documentOptions);
            if (node is null) return new Refusal("json-malformed", "Send a JSON object, not null.");
            if (!Write(node).AsSpan().SequenceEqual(utf8))
                return new Refusal("json-not-canonical", "Write the JSON in the canonical form of RFC 8785.");
            return node;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            return new Refusal("json-malformed", "Send well-formed JSON with exact numbers and without duplicate members.");
        }
    }

    private static void Node(StringBuilder text, JsonNode? node, int depth)
    {
        if (depth > MaxDepth) throw new ArgumentException($"Deeper than {MaxDepth} levels");
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                var first = true;
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (!first) text.Append(',');
                    first = false;
                    String(text, name);
                    text.Append(':');
                    Node(text, value, depth + 1);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Node(text, items[i], depth + 1);
                }

                text.Append(']');
                break;
            case JsonValue value:
                Value(text, value);
                break;
        }
    }

    private static void Value(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                String(text, value.TryGetValue<string>(out var plain) ? plain : value.Deserialize<string>()!);
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Number:
                // The raw text tells an integer that a double cannot hold from one that it can.
                text.Append(Number(value.ToJsonString()));
                break;
            default:
                throw new ArgumentException($"No canonical form for {value.GetValueKind()}");
        }
    }

    private static string Number(string raw)
    {
        var number = double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) throw new ArgumentException("Not a finite number");
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0
            && Math.Abs(number) >= 9007199254740992d
            && System.Numerics.BigInteger.Parse(raw, CultureInfo.InvariantCulture) != new System.Numerics.BigInteger(number))
            throw new ArgumentException("An integer that a double cannot hold exactly; write it as text");
        return Number(number);
    }

    /// <summary>ECMAScript's Number::toString, as RFC 8785 section 3.2.2.3 asks.</summary>
    internal static string Number(double number)
    {
        if (!double.IsFinite(number)) throw new ArgumentException("Not a finite number");
        if (number == 0) return "0";
        var (digits, point) = Digits(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        var sign = number < 0 ? "-" : "";
        var k = digits.Length;
        if (k <= point && point <= 21) return sign + digits + new string('0', point - k);
        if (point is > 0 and <= 21) return $"{sign}{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var exponent = point - 1;
        var mantissa = k == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    /// <summary>Significant digits without zeros at either end, and where the decimal point stands: 0.digits x 10^point.</summary>
    private static (string Digits, int Point) Digits(string roundTrip)
    {
        var exponentAt = roundTrip.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0 ? 0 : int.Parse(roundTrip.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? roundTrip : roundTrip[..exponentAt];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = dot < 0 ? mantissa : mantissa.Remove(dot, 1);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), point - leading);
    }

    private static void String(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]):
                    text.Append(c).Append(value[++i]);
                    break;
                case var _ when char.IsSurrogate(c): throw new ArgumentException("Half a surrogate pair has no UTF-8 form");
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
