using System.Text.Json;
using Writ.Base;

namespace Writ.Hub.Config;

/// <summary>
/// One object of the config, read member by member; what nobody asked for is unknown and refused. Faults go to one list, with where they are.
/// </summary>
internal sealed class StrictObject
{
    private const int MostText = 1000;

    private readonly Dictionary<string, JsonElement> members = [];

    private readonly HashSet<string> asked = [];

    private readonly Checks faults;

    public StrictObject(JsonElement element, string at, Checks faults)
    {
        (At, this.faults) = (at, faults);
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(ConfigRefusals.Kind(at, "{ … }"));
            return;
        }

        foreach (var member in element.EnumerateObject()) members[member.Name] = member.Value;
    }

    /// <summary>JSON pointer of this object.</summary>
    public string At { get; }

    public string Field(string name) => $"{At}/{name}";

    public bool Has(string name) => members.ContainsKey(name);

    public string? Text(string name, bool needed = false, int most = MostText)
    {
        if (Find(name, needed) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(ConfigRefusals.Kind(Field(name), "a text in quotes"));
            return null;
        }

        var text = Decoded(value);
        var line = new Checks();
        line.Line(text, most, Field(name));
        if (line.Ok) return text;
        faults.Add(line.Refusal);
        return null;
    }

    public int Number(string name, int least, int most, int otherwise)
    {
        if (Find(name, needed: false) is not { } value) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most) return number;
        faults.Add(ConfigRefusals.Number(Field(name), least, most));
        return otherwise;
    }

    public bool Flag(string name)
    {
        if (Find(name, needed: false) is not { } value) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        faults.Add(ConfigRefusals.Kind(Field(name), "true or false"));
        return false;
    }

    public IReadOnlyList<JsonElement> List(string name, int most, bool needed = false)
    {
        if (Find(name, needed) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) faults.Add(ConfigRefusals.Kind(Field(name), "a list in brackets"));
        else if (value.GetArrayLength() > most) faults.Add(ConfigRefusals.Many(Field(name), most));
        else return [.. value.EnumerateArray()];
        return [];
    }

    public StrictObject? Object(string name) => Find(name, needed: false) is { } value ? new StrictObject(value, Field(name), faults) : null;

    /// <summary>Somebody has already spoken of this member.</summary>
    public void Ignore(string name) => asked.Add(name);

    /// <summary>Whatever was not asked for by now.</summary>
    public void Done()
    {
        foreach (var name in members.Keys.Where(name => !asked.Contains(name))) faults.Add(ConfigRefusals.Unknown(Field(Shown(name))));
    }

    private JsonElement? Find(string name, bool needed)
    {
        asked.Add(name);
        if (members.TryGetValue(name, out var value)) return value;
        if (needed) faults.Add(ConfigRefusals.Missing(Field(name)));
        return null;
    }

    // Half a surrogate is no text; it is refused like a control character.
    private static string Decoded(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\0";
        }
    }

    // A stranger's member name goes to a terminal: short, and in letters that do nothing.
    private static string Shown(string name) =>
        string.Concat(name.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '?')) + (name.Length > 40 ? "…" : string.Empty);
}
