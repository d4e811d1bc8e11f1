using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Writ.Kit.Tests.Pages;

/// <summary>The sample pages: complete, plain, and as approved.</summary>
public sealed class KitPageTests(KitHost host) : IClassFixture<KitHost>
{
    public static TheoryData<string> Addresses => [.. KitHost.Pages];

    [Fact]
    public async Task What_the_parts_say_is_as_approved()
    {
        var page = await Load("/kit");
        var text = new StringBuilder();
        Append(text, page.QuerySelector("main")!);
        Approved.Same("kit.txt", string.Join('\n', text.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0)) + "\n");
    }

    [Fact]
    public async Task Every_part_stands_on_the_page_with_its_name()
    {
        var names = (await Load("/kit")).QuerySelectorAll(".specimen__name").Select(name => name.TextContent).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());

        // These stand only inside others, which are shown.
        string[] within =
        [
            "ButtonGroup", "Choices", "DocumentHead", "ErrorMessage", "ExactText", "FieldGroup", "FieldSet", "Head", "LetterDocument", "Mark",
            "PostForm", "SummaryRow", "TableCell", "TaskItem", "TimelineEntry",
        ];
        Assert.Equal(HostileParts.All.Select(part => part.Name).Except(within).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_page_is_plain_html_with_one_main_heading_and_strict_headers(string address)
    {
        var answer = await host.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(PageSecurity.Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, [style], [onclick], [src]"));
        var ids = page.QuerySelectorAll("[id]").Select(part => part.Id!).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
        Assert.All(page.QuerySelectorAll("[aria-describedby]").SelectMany(part => part.GetAttribute("aria-describedby")!.Split(' ')), id => Assert.Contains(id, ids));
        Assert.All(page.QuerySelectorAll("[aria-labelledby]").SelectMany(part => part.GetAttribute("aria-labelledby")!.Split(' ')), id => Assert.Contains(id, ids));
        Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[name=__RequestVerificationToken]")));
    }

    [Fact]
    public async Task Every_link_below_kit_leads_somewhere()
    {
        HashSet<string> seen = [];
        foreach (var address in KitHost.Pages) seen.UnionWith((await Load(address)).QuerySelectorAll("a[href^='/kit'], link[href]").Select(link => link.GetAttribute("href")!.Split('#', '?')[0]));
        Assert.True(seen.Count > 12);
        foreach (var address in seen)
        {
            var status = (int)(await host.Client.GetAsync(address)).StatusCode;
            Assert.True(status == 200 || address == $"/kit/{status}", $"{address} answers {status}");
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_page_that_cannot_be_shown_says_so_with_its_status(int status)
    {
        var answer = await host.Client.GetAsync($"/kit/{status}");
        Assert.Equal(status, (int)answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        Assert.Equal(((Trouble)status).Title, page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".who"));
    }

    [Fact]
    public async Task A_page_with_faults_says_so_first_in_its_title() =>
        Assert.StartsWith("Error: The order — Demands desk — Sample Retail Company", (await Load("/kit/question")).Title, StringComparison.Ordinal);

    [Fact]
    public async Task The_current_part_is_marked_and_signing_out_is_not_a_link()
    {
        var page = await Load("/kit/queue");
        Assert.Equal(["/kit/queue"], page.QuerySelectorAll(".desk__nav [aria-current]").Select(link => link.GetAttribute("href")));
        Assert.Equal("post", page.QuerySelector(".who form")!.GetAttribute("method"));
        Assert.Contains("Review team", page.QuerySelector(".who")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_on_a_button_of_a_sample_leads_back_to_the_samples()
    {
        var answer = await host.Client.PostAsync("/kit/sign-out", null);
        Assert.Equal((HttpStatusCode.Found, "/kit"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    private async Task<IDocument> Load(string address) => await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync(address));

    private static void Append(StringBuilder text, INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    text.Append(words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement { LocalName: "svg" }:
                    text.Append(" (drawing) ");
                    break;
                case IElement { LocalName: "input" } input when input.GetAttribute("type") != "hidden":
                    text.Append($" [{input.GetAttribute("type")}{(input.HasAttribute("checked") ? " x" : "")}{(input.GetAttribute("value") is { Length: > 0 } value ? " " + value : "")}] ");
                    break;
                case IElement { LocalName: "input" }:
                    break;
                case IElement element:
                    var inline = element.LocalName is "a" or "span" or "bdi" or "strong" or "code" or "time" or "abbr" or "button" or "text";
                    text.Append(inline ? "" : "\n").Append(element.LocalName is ['h', >= '1' and <= '6'] ? new string('#', element.LocalName[1] - '0') + " " : "");
                    Append(text, element);
                    text.Append(inline ? "" : "\n");
                    break;
            }
        }
    }
}
