using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>Reads the members of a payload one by one; at the end it knows whether one was wrong, missing or left over.</summary>
internal sealed class PayloadReader(JsonObject json)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private int taken;

    private bool wrong;

    /// <summary>Every member was taken and right, and there was no other.</summary>
    internal bool Ok => !wrong && taken == json.Count;

    internal static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    internal string Text(string name, int most)
    {
        var text = Value(name) is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        if (text is { Length: > 0 } && text.Length <= most && !text.Any(char.IsControl)) return text;
        wrong = true;
        return "";
    }

    internal long Number(string name, long least, long most)
    {
        if (Value(name) is { } value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) && number >= least && number <= most)
            return number;
        wrong = true;
        return least;
    }

    internal bool Flag(string name)
    {
        if (Value(name)?.GetValueKind() is JsonValueKind.True) return true;
        wrong |= Again(name)?.GetValueKind() is not JsonValueKind.False;
        return false;
    }

    internal DateTimeOffset At(string name)
    {
        if (DateTimeOffset.TryParseExact(Text(name, 24), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        wrong = true;
        return default;
    }

    internal string Hash(string name)
    {
        var text = Text(name, 64);
        wrong |= text.Length != 64 || text.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0;
        return text;
    }

    internal byte[] Base64(string name, int length)
    {
        var text = Text(name, 4 * ((length + 2) / 3));
        var bytes = new byte[length];
        if (Convert.TryFromBase64String(text, bytes, out var written) && written == length && Convert.ToBase64String(bytes) == text) return bytes;
        wrong = true;
        return bytes;
    }

    /// <summary>A member that another reads.</summary>
    internal void Skip(string name) => wrong |= Node(name) is null;

    internal T Parsed<T>(string name, Func<string, (bool Ok, T Value)> parse)
    {
        var (ok, value) = parse(Text(name, 200));
        wrong |= !ok;
        return value;
    }

    /// <summary>As <see cref="Parsed"/>; null where the member is there and says null.</summary>
    internal T? OrNull<T>(string name, Func<string, (bool Ok, T Value)> parse)
        where T : struct
    {
        if (!json.ContainsKey(name) || json[name] is not null) return Parsed(name, parse);
        taken++;
        return null;
    }

    internal Holder? Holder(string name)
    {
        if (Node(name) is not JsonObject { Count: 2 } both)
        {
            wrong = true;
            return null;
        }

        var inner = new PayloadReader(both);
        var holder = Footage.Holder.Parse(inner.Base64("sign", 91), inner.Base64("seal", 91));
        wrong |= !inner.Ok || !holder.Ok;
        return holder.Ok ? holder.Value : null;
    }

    /// <summary>An array of at most <paramref name="most"/> objects, each read by <paramref name="one"/>.</summary>
    internal IReadOnlyList<T> Objects<T>(string name, int most, Func<PayloadReader, T> one)
    {
        if (Node(name) is not JsonArray array || array.Count > most)
        {
            wrong = true;
            return [];
        }

        var all = new List<T>(array.Count);
        foreach (var item in array)
        {
            var inner = new PayloadReader(item as JsonObject ?? []);
            all.Add(one(inner));
            wrong |= item is not JsonObject || !inner.Ok;
        }

        return all;
    }

    private JsonNode? Node(string name)
    {
        taken++;
        return json[name];
    }

    private JsonValue? Value(string name) => Node(name) as JsonValue;

    private JsonValue? Again(string name) => json[name] as JsonValue;
}
