using System.Globalization;

namespace Writ.Law.Files;

/// <summary>
/// Takes a mapping apart by its schema. Each call names a key that may be there; <see cref="Done"/> refuses the rest.
/// A missing or malformed value is a finding, and a harmless value stands in so that reading goes on.
/// </summary>
internal sealed class Fields(LawFile file, MapNode map, Findings findings)
{
    private readonly HashSet<string> known = [];

    public LawFile File => file;

    public int Line => map.Line;

    public void Wrong(int line, string message) => findings.Add(file.Name, line, message);

    public bool Has(string key) => map.Entries.Any(entry => entry.Key == key);

    public int LineOf(string key) => map.Entries.FirstOrDefault(entry => entry.Key == key)?.Line ?? map.Line;

    public string Text(string key) => Scalar(key, optional: false)?.Text ?? "";

    public string? OptionalText(string key) => Scalar(key, optional: true)?.Text;

    public string OneOf(string key, IReadOnlyCollection<string> allowed)
    {
        var scalar = Scalar(key, optional: false);
        if (scalar is null) return "";
        if (!allowed.Contains(scalar.Text)) Wrong(scalar.Line, $"{key} is {Findings.Quote(scalar.Text)}, not one of {string.Join(", ", allowed)}");
        return scalar.Text;
    }

    public bool Flag(string key)
    {
        var text = OneOf(key, Vocabulary.Flags);
        if (text.Length > 0 && map.Entries.First(entry => entry.Key == key).Value is ScalarNode { Plain: false } quoted)
            Wrong(quoted.Line, $"{key} must be true or false without quotes");
        return text == "true";
    }

    public DateOnly Date(string key) => OptionalDate(key, optional: false) ?? DateOnly.MaxValue;

    public DateOnly? OptionalDate(string key, bool optional = true)
    {
        var scalar = Scalar(key, optional);
        if (scalar is null) return null;
        if (scalar.Plain && DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Wrong(scalar.Line, $"{key} is {Findings.Quote(scalar.Text)}, not a date like 2011-01-01");
        return null;
    }

    public int? OptionalNumber(string key, int max)
    {
        var scalar = Scalar(key, optional: true);
        if (scalar is null) return null;
        if (scalar.Plain && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= max)
            return number;
        Wrong(scalar.Line, $"{key} is {Findings.Quote(scalar.Text)}, not a whole number from 1 to {max}");
        return null;
    }

    public IReadOnlyList<Fields> Maps(string key, bool optional = false)
    {
        List<Fields> result = [];
        foreach (var item in Items(key, optional))
        {
            if (item is MapNode inner) result.Add(new Fields(file, inner, findings));
            else Wrong(item.Line, $"each of {key} must be a mapping");
        }

        return result;
    }

    public IReadOnlyList<ScalarNode> Words(string key, bool optional = false)
    {
        List<ScalarNode> result = [];
        foreach (var item in Items(key, optional))
        {
            if (item is not ScalarNode { Text.Length: > 0 } word) Wrong(item.Line, $"each of {key} must be a word");
            else if (result.Exists(other => other.Text == word.Text)) Wrong(word.Line, $"{Findings.Quote(word.Text)} twice in {key}");
            else result.Add(word);
        }

        return result;
    }

    public Fields Map(string key)
    {
        if (Value(key, optional: false) is { } value)
        {
            if (value is MapNode inner) return new Fields(file, inner, findings);
            Wrong(value.Line, $"{key} must be a mapping");
        }

        return new Fields(file, new MapNode([], map.Line), new Findings());
    }

    public void Done()
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
            Wrong(entry.Line, $"unknown key {Findings.Quote(entry.Key)}");
    }

    private IReadOnlyList<Node> Items(string key, bool optional)
    {
        var value = Value(key, optional);
        if (value is null) return [];
        if (value is ListNode list) return list.Items;
        Wrong(value.Line, $"{key} must be a list");
        return [];
    }

    private ScalarNode? Scalar(string key, bool optional)
    {
        var value = Value(key, optional);
        if (value is null) return null;
        if (value is ScalarNode { Text.Length: > 0 } scalar && (!scalar.Plain || scalar.Text is not ("~" or "null"))) return scalar;
        Wrong(value.Line, $"{key} must be text and not empty");
        return null;
    }

    private Node? Value(string key, bool optional)
    {
        known.Add(key);
        var entry = map.Entries.FirstOrDefault(entry => entry.Key == key);
        if (entry is null && !optional) Wrong(map.Line, $"{key} is missing");
        return entry?.Value;
    }
}
