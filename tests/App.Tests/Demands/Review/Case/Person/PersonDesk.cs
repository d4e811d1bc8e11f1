using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Gate.Notices.Objecting;

namespace Writ.App.Tests.Demands.Review.Case.Person;

/// <summary>What the team does about telling people, over the pages.</summary>
internal static partial class PersonDesk
{
    public static ObjectionFile Paper { get; } = new("letter of my lawyer.pdf", "%PDF-1.4 <script>alert(1)</script>"u8.ToArray());

    /// <summary>A bar as it is typed; it has ended on 9 April 2026.</summary>
    public static Dictionary<string, string> Bar { get; } = new()
    {
        ["kind"] = "court-order", ["authority"] = "Sample County Court", ["reference"] = "No. 12-345", ["endsOn-day"] = "9", ["endsOn-month"] = "4", ["endsOn-year"] = "2026",
        ["reason"] = "The court found that telling would endanger the inquiry.",
    };

    public static string Address(string id, string path) => $"/desk/demands/{id}/{path}";

    public static Task<Page> Form(this Reader reader, string id, string path, params (string Name, string Value)[] fields) =>
        reader.Post(Address(id, path), Address(id, path), fields);

    public static Task<Page> Record(this Reader reader, string id, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>(Bar);
        foreach (var (name, value) in changes) fields[name] = value;
        return reader.Form(id, "bars/new", [.. fields.Select(f => (f.Key, f.Value))]);
    }

    /// <summary>The words of a page, one blank between them.</summary>
    public static string Words(this Page page) => Blanks().Replace(Marks().Replace(page.Body, " "), " ").Replace(" .", ".", StringComparison.Ordinal);

    /// <summary>A demand of which the person was told, and to which they object.</summary>
    public static async Task<(string Id, ObjectionId Objection)> Objected(this NoticeHouse house, string text = "It was not me.", ObjectionFile? file = null)
    {
        var filed = await house.File();
        var notice = NoticeId.FromTrusted(Assert.Single((await house.Decided(filed.Id)).Notices).Id);
        return (filed.Id, (await house.Objections.Make(house.Account(0), notice, text, file)).Value.Id);
    }

    public static void Is(this Page page, HttpStatusCode status, string words)
    {
        Assert.True(status == page.Status, $"{page.Status}: {page.Words()}");
        Assert.Contains(words, page.Words(), StringComparison.Ordinal);
    }

    public static void Goes(this Page page, string id, string said)
    {
        Assert.True(page.Status == HttpStatusCode.SeeOther, $"{page.Status}: {page.Words()}");
        Assert.Equal($"/desk/demands/{id}?said={said}#person", page.Location);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
