using Microsoft.AspNetCore.Http;

namespace Writ.Kit;

/// <summary>What a form sent. What was not sent is empty, never null: a use case says what is missing.</summary>
public sealed class Posted
{
    private readonly IFormCollection form;

    private Posted(IFormCollection form) => this.form = form;

    /// <summary>Reads the form; its size was bounded before.</summary>
    public static async Task<Posted> Read(HttpContext http) => new(await http.Request.ReadFormAsync(http.RequestAborted));

    /// <summary>The value without the blanks around it.</summary>
    public string Line(string name) => form[name].ToString().Trim();

    /// <summary>As <see cref="Line"/>; null where it is empty.</summary>
    public string? LineOrNull(string name) => Line(name) is { Length: > 0 } line ? line : null;

    /// <summary>Several lines, ended by <c>\n</c> alone.</summary>
    public string Text(string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>All values of one name.</summary>
    public IReadOnlyList<string> Many(string name) => [.. form[name].OfType<string>()];

    /// <summary>Whether it was sent with anything in it: a checked box, the button that was pressed.</summary>
    public bool Has(string name) => form[name].ToString().Length > 0;

    /// <summary>The file, or null where none was chosen.</summary>
    public IFormFile? File(string name) => form.Files[name] is { Length: > 0 } file ? file : null;

    /// <summary>A day from the three parts of a <see cref="DateInput"/>: null where all are empty.</summary>
    /// <returns>False where they are no day.</returns>
    public bool TryDay(string name, out DateOnly? day)
    {
        var (d, m, y) = (Line(name + "-day"), Line(name + "-month"), Line(name + "-year"));
        day = null;
        if (d.Length == 0 && m.Length == 0 && y.Length == 0) return true;
        if (y.Length != 4 || !DateOnly.TryParseExact($"{y}-{m.PadLeft(2, '0')}-{d.PadLeft(2, '0')}", "yyyy-MM-dd", out var parsed)) return false;
        day = parsed;
        return true;
    }
}
