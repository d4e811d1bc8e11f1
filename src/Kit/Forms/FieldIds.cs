namespace Writ.Kit;

/// <summary>Ids of fields are made from their names, so that they stay the same from one showing to the next.</summary>
public static class FieldIds
{
    /// <summary>The name with whatever is not a letter, digit, hyphen or low line as a hyphen; it starts with a letter.</summary>
    public static string Of(string name)
    {
        var id = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return id.Length > 0 && char.IsAsciiLetter(id[0]) ? id : "f-" + id;
    }

    /// <summary>Ids that exist, for <c>aria-describedby</c>; null when there is none.</summary>
    internal static string? Joined(params string?[] ids) => string.Join(' ', ids.Where(id => id is not null)) is { Length: > 0 } all ? all : null;
}
