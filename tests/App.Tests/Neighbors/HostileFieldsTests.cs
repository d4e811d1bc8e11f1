using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Writ.App.Tests.Agencies;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Ledger.Requests;

namespace Writ.App.Tests.Neighbors;

/// <summary>
/// Markup and scripts in every field: each form of agencies' pages, the company's, outsiders', the feed's and the public's is found by walking, every field of it is filled with what would
/// run if it came back as markup, and it is sent. Then everything that anybody can read is read as it comes over the wire.
/// </summary>
public sealed partial class HostileFieldsTests
{
    private const string Hostile = "\"'><script>run()</script><img src=x onerror=run()>&#60;b&#62;";

    /// <summary>Some of each kind that the walk has to come by.</summary>
    private static readonly string[] Known =
    [
        "/ask", "/check", "/desk/agencies/#/officers", "/desk/agencies/new", "/desk/partners/#/accounts", "/desk/partners/#/agreement", "/desk/partners/#/conduct", "/desk/partners/#/gifts",
        "/desk/requests/#/refusal", "/feed/settings", "/feed/write", "/my/sign-in", "/object/#", "/officer/drafts", "/officer/feed/write", "/officer/partnership/area",
        "/officer/requests/#/correction", "/officer/requests/#/outcome", "/outside/#/countersignature", "/outside/#/fetches", "/pressure",
    ];

    [Fact]
    public async Task What_is_typed_into_any_field_comes_back_as_text_or_not_at_all()
    {
        await using var town = await PartnershipTown.Make();
        var server = town.Server;
        var moderator = await town.As(await server.Member("moderator"));
        await Request(town, moderator);
        var forms = new HashSet<string>(StringComparer.Ordinal);

        // Before there is an agreement, without which the sample's agency may ask: one that is proposed and not in force ends that, and with it the forms of what homes are asked.
        await Walk(town.Admin, "/officer/requests");
        var overseer = await town.Name("overseer", Hostile);
        var clerk = await town.Name("clerk", "Town Council");
        var fetcher = await town.Name("fetcher", "Library");
        PartnershipTown.Done(await town.SetArea(PartnershipTown.Area));
        PartnershipTown.Done(await town.Propose());
        PartnershipTown.Done(await town.Notice(server.Time.Now.AddMinutes(2)));
        server.Time.Now += TimeSpan.FromMinutes(2);
        PartnershipTown.Done(await town.Hearing());
        foreach (var paper in new[] { "resolution", "use-policy" }) PartnershipTown.Done(await town.Place(paper));
        using var anybody = new Reader(server);
        using var resident = await server.SignedInCustomer(0);
        foreach (var (reader, starts) in new (Reader, string[])[]
        {
            (town.Admin, ["/officer", "/officer/requests", PartnershipTown.Own, "/officer/feed/write"]), (town.Desk, ["/desk/partners", town.Here]), (moderator, ["/desk/requests", "/desk/feed"]),
            (await town.As(await server.Member("desk")), ["/desk/agencies", "/desk/supervisors"]), (overseer, [town.Outside]), (clerk, [town.Outside]), (fetcher, [town.Outside]),
            (resident, ["/feed", "/feed/write", "/feed/settings"]), (anybody, ["/", "/pressure", "/ask", "/check", "/my/sign-in"]),
        })
        {
            await Walk(reader, starts);
        }

        foreach (var form in Known) Assert.Contains(form, forms);
        foreach (var reader in new[] { anybody, town.Admin, town.Desk, moderator, overseer, clerk, resident })
        {
            foreach (var (at, html) in await Pages(reader, ["/", "/requests", "/agencies", "/oversight", "/home"])) IsText(at, html);
        }

        // Some of it did come through, as text: the walk does not pass because nothing was taken.
        Assert.Contains("&lt;script&gt;run()", (await overseer.GetRaw(town.Outside)).Body + (await town.Desk.GetRaw(town.Here)).Body, StringComparison.Ordinal);

        // The control.
        Assert.Throws<Xunit.Sdk.TrueException>(() => IsText("here", $"<p>{Hostile}</p>"));
        Assert.Throws<Xunit.Sdk.TrueException>(() => IsText("here", $"<p title=\"{Hostile.Replace("<", "&lt;", StringComparison.Ordinal)}\">"));

        async Task Walk(Reader reader, params string[] starts)
        {
            foreach (var (at, html) in await Pages(reader, starts))
            {
                IsText(at, html);
                foreach (Match form in Forms().Matches(html).Where(form => forms.Add(Kind(form.Groups[1].Value)))) await Fill(reader, at, form);
            }
        }
    }

    /// <summary>A request that is published, so that its forms are there too; refused in public with hostile words is a second one.</summary>
    private static async Task Request(PartnershipTown town, Reader moderator)
    {
        var server = town.Server;
        using var supervisor = await RequestPagesTests.Supervisor(server);
        foreach (var (reference, refused) in new[] { ("26-0001", false), ("26-0002", true) })
        {
            var id = RequestId.New().Text;
            _ = await town.Admin.Post("/officer/requests", "/officer/requests", ("once", id));
            foreach (var field in new[] { "case", "point", "area", "facts", "looking-for", "contact" })
            {
                var answer = await town.Admin.Post("/officer/requests", $"/officer/requests/{id}", RequestPagesTests.With(("case", reference), (field, Hostile)));
                Assert.True(answer.Status == HttpStatusCode.BadRequest || field == "case", $"{field} {answer.Status}");
                IsText(field, answer.Raw);
            }

            var sent = await town.Admin.Post("/officer/requests", $"/officer/requests/{id}", RequestPagesTests.With(("case", reference), ("seen", "1")));
            if (sent.Status != HttpStatusCode.SeeOther) return;
            _ = await supervisor.Post("/officer/requests", $"/officer/requests/{id}/approval");
            _ = refused
                ? await moderator.Post("/desk/requests", $"/desk/requests/{id}/refusal", ("rule", "pressure"), ("reason", Hostile))
                : await moderator.Post("/desk/requests", $"/desk/requests/{id}/publication", ("read", "yes"));
        }
    }

    /// <summary>Whatever the field asks for is given with the hostile text in it, or is it; what is chosen is chosen, what is hidden stays.</summary>
    private static async Task Fill(Reader reader, string page, Match form)
    {
        var (action, html) = (WebUtility.HtmlDecode(form.Groups[1].Value), form.Groups[2].Value);
        if (action.Length == 0 || !action.StartsWith('/') || action.StartsWith("/sign-", StringComparison.Ordinal) || action.Contains("/ending", StringComparison.Ordinal)) return;
        var fields = new List<(string, string)>();
        foreach (Match field in Fields().Matches(html))
        {
            var (tag, attributes) = (field.Groups[1].Value, field.Groups[2].Value);
            var (name, type, value) = (Of(attributes, "name"), Of(attributes, "type"), WebUtility.HtmlDecode(Of(attributes, "value")));
            if (name.Length == 0 || name == "__RequestVerificationToken" || (type is "radio" && fields.Any(f => f.Item1 == name))) continue;
            fields.Add((name, (tag, type) switch
            {
                (_, "hidden" or "radio" or "checkbox") => value,
                ("select", _) => WebUtility.HtmlDecode(Options().Match(html[field.Index..]) is { Success: true } option ? option.Groups[1].Value : Hostile),
                _ when name.EndsWith("url", StringComparison.Ordinal) => $"https://x.example/{Hostile}",
                _ when name.EndsWith("-day", StringComparison.Ordinal) => "11",
                _ when name.EndsWith("-month", StringComparison.Ordinal) => "3",
                _ when name.EndsWith("-year", StringComparison.Ordinal) => "2026",
                _ when name.EndsWith("-hour", StringComparison.Ordinal) => "12:30",
                _ when name.EndsWith("count", StringComparison.Ordinal) || name.EndsWith("value", StringComparison.Ordinal) => "7",
                _ => Hostile,
            }));
        }

        var answer = html.Contains("type=\"file\"", StringComparison.Ordinal)
            ? await reader.UploadAs(Of(Files().Match(html).Groups[1].Value, "name"), page, action, "<img src=x onerror=run()>.txt", System.Text.Encoding.UTF8.GetBytes(Hostile), [.. fields])
            : await reader.Post(page, action, [.. fields]);
        IsText($"{action} of {page}", answer.Raw);
        if (answer.Location is ['/', ..] there) IsText(there, (await reader.GetRaw(there)).Body);
    }

    /// <summary>Each page that links lead to from here, as it comes, a few of each kind.</summary>
    private static async Task<List<(string At, string Html)>> Pages(Reader reader, string[] starts)
    {
        var (seen, owed, pages) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(starts), new List<(string, string)>());
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        while (owed.TryDequeue(out var path) && pages.Count < 150)
        {
            if (!seen.Add(path) || path.StartsWith("/assets/", StringComparison.Ordinal) || path.StartsWith("/refusals", StringComparison.Ordinal) || path.StartsWith("/kit", StringComparison.Ordinal)
                || path.StartsWith("/ledger/", StringComparison.Ordinal) || path.StartsWith("/reports", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal)) continue;
            if ((kinds[Kind(path)] = kinds.GetValueOrDefault(Kind(path)) + 1) > 4) continue;
            var html = (await reader.GetRaw(path)).Body;
            pages.Add((path, html));
            foreach (Match link in Links().Matches(html)) owed.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value));
        }

        return pages;
    }

    /// <summary>Nothing of the hostile text is a tag, ends an attribute, or stands in one that runs. Downloads are no pages.</summary>
    private static void IsText(string at, string html)
    {
        if (!html.Contains("<html", StringComparison.OrdinalIgnoreCase) && !html.StartsWith("<p", StringComparison.Ordinal)) return;
        var found = Runs().Match(html);
        Assert.True(!found.Success, $"{at}: {(found.Success ? html.Substring(Math.Max(0, found.Index - 80), Math.Min(200, html.Length - Math.Max(0, found.Index - 80))) : string.Empty)}");
    }

    private static string Of(string attributes, string name) => Regex.Match(attributes, $"(?:^|\\s){name}=\"([^\"]*)\"").Groups[1].Value;

    private static string Kind(string path) => Ids().Replace(path.Split('?')[0], "#").ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("<script>run|<img src=x|\"'>")]
    private static partial Regex Runs();

    [GeneratedRegex("[a-z]{3,4}_[0-9a-z]{16}|[0-9a-f]{16,}|(?<=/)[0-9]+(?=/|$)")]
    private static partial Regex Ids();

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\"[^>]*>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<(input|textarea|select)\\b([^>]*)>")]
    private static partial Regex Fields();

    [GeneratedRegex("<option[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Options();

    [GeneratedRegex("<input([^>]*type=\"file\"[^>]*)>")]
    private static partial Regex Files();

    [GeneratedRegex("href=\"(/[^\"#]*)\"")]
    private static partial Regex Links();
}
