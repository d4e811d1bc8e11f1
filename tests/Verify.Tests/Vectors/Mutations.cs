using System.Text.Json.Nodes;

namespace Writ.Verify.Tests.Vectors;

/// <summary>Changes of vectors, the same in every run.</summary>
internal sealed class Mutations
{
    private static readonly string[] Odd = ["", " ", "\"", "\\", "\n", "\0", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "é", "😀", "null", "true", "0", "-0", "1", "-1", "1.0", "1e2", "9007199254740993", "{", "}", "[", "]", ":", ",", "=", "+", "/", ".", "..", "-", "2026-02-30", "\\u0061", "\\ud800", "__proto__"];

    private uint state = 2463534242;

    /// <summary>A vector like one of these, its text changed; every other one is put together from the members of two.</summary>
    public JsonObject Of(JsonObject[] from, string member, int at)
    {
        var one = from[Next(from.Length)].DeepClone().AsObject();
        var text = one[member]!.GetValue<string>();
        one["name"] = $"mutation {at}";
        one[member] = at % 2 == 0 ? Changed(text) : Mixed(text, from[Next(from.Length)][member]!.GetValue<string>());
        return one;
    }

    private string Changed(string text)
    {
        var at = Next(text.Length + 1);
        var end = Math.Min(text.Length, at + Next(4));
        var changed = Next(4) switch
        {
            0 => text[..at] + Odd[Next(Odd.Length)] + text[end..],
            1 => text[..at] + text[end..],
            2 => text[..at] + text[at..end] + text[at..],
            _ => text[..at] + (at < text.Length ? (char)Math.Max(' ', text[at] ^ (1 << Next(5))) : 'x') + text[Math.Min(text.Length, at + 1)..],
        };
        return Whole(changed);
    }

    /// <summary>A member of one object in the place of the other's of that name, or beside them.</summary>
    private string Mixed(string text, string other)
    {
        if (Read(text) is not { } one || Read(other) is not { } two || two.Count == 0) return Changed(text);
        var (name, value) = two.ElementAt(Next(two.Count));
        if (Next(3) == 0 && one.Count > 0) name = one.ElementAt(Next(one.Count)).Key;
        if (Next(8) == 0) one.Remove(name);
        else one[name] = value?.DeepClone();
        return Next(2) == 0 ? System.Text.Encoding.UTF8.GetString(Base.CanonicalJson.Write(one)) : one.ToJsonString(Ledger.Reports.PublishedJson.Options);
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            var read = JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
            _ = read is null ? null : Base.CanonicalJson.Write(read);
            return read;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // Half a character could not be written down.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());

    private int Next(int below)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (int)(state % (uint)below);
    }
}
