using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Writ.Base;

/// <summary>A file of the operator's own numbers: members of a record in camel case; what is not there keeps its default, and what is not known refuses the file.</summary>
public static class NumbersFile
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    /// <param name="open">A file by its name; null where there is none, and every number has its default.</param>
    /// <param name="code">Of the refusal, which names the number and its bounds.</param>
    /// <param name="check">Says of each number from where to where it may go.</param>
    public static Result<T> Read<T>(Func<string, Stream?> open, string name, string code, Action<T, NumberBounds> check) where T : class, new()
    {
        if (open(name) is not { } file) return new T();
        using (file)
        {
            try
            {
                if (JsonSerializer.Deserialize<T>(file, Strictly) is not { } numbers) return Unusable("it must hold an object");
                var bounds = new NumberBounds();
                check(numbers, bounds);
                return bounds.Fault is { } fault ? Unusable(fault) : numbers;
            }
            catch (JsonException e)
            {
                return Unusable(e.Path is { Length: > 2 } path ? $"{path[2..]} is not known, stands twice, or is not of its kind" : "it is not JSON, or holds what is not known");
            }
        }

        Refusal Unusable(string fault) => new(code, $"The file {name} cannot be used: {fault}.");
    }
}

/// <summary>From where to where each number may go; keeps the first that does not.</summary>
public sealed class NumberBounds
{
    /// <summary>Null: all fit.</summary>
    public string? Fault { get; private set; }

    /// <param name="member">The compiler's own words for the value, of which the last part is the member.</param>
    public NumberBounds Within<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string member = "") where T : IComparable<T>, IFormattable
    {
        if (Fault is null && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            Fault = $"{JsonNamingPolicy.CamelCase.ConvertName(member[(member.LastIndexOf('.') + 1)..])} is {Text(value)} and must be from {Text(least)} to {Text(most)}";
        return this;
    }

    private static string Text(IFormattable value) => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
}
