using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace Writ.Kit.Tests.Parts;

/// <summary>Every part with hostile text in every parameter.</summary>
public sealed partial class HostileTests
{
    public static TheoryData<string> Parts => [.. HostileParts.All.Select(part => part.Name)];

    [Fact]
    public void Every_part_is_looked_at() => Assert.True(HostileParts.All.Count > 50, string.Join(' ', HostileParts.All.Select(part => part.Name)));

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task No_text_becomes_markup_and_ids_and_labels_hold(string name)
    {
        var part = HostileParts.All.Single(entry => entry.Name == name).Part;
        foreach (var text in HostileText.All)
        {
            var html = await HostileParts.Html(part, text);
            var page = await new HtmlParser().ParseDocumentAsync(html);
            Assert.Empty(page.QuerySelectorAll("script, img, iframe, object, embed, base, [style], [src]"));
            Assert.All(page.All.SelectMany(element => element.Attributes), attribute => Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), attribute.Name));
            Assert.Equal(part == typeof(MailDocument) || part == typeof(KeptDocument) ? 1 : 0, page.QuerySelectorAll("style").Length);
            Assert.All(page.QuerySelectorAll("[href], [action], [formaction]"), element =>
                Assert.Matches("^([/#]|geo:-?[0-9.]+,-?[0-9.]+$)", element.GetAttribute("href") ?? element.GetAttribute("action") ?? element.GetAttribute("formaction") ?? ""));

            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
            Assert.Equal(ids.Distinct().Count(), ids.Count);
            Assert.All(ids, id => Assert.Matches("^[A-Za-z][A-Za-z0-9_-]*$", id));
            if (part != typeof(FieldGroup)) Assert.All(page.QuerySelectorAll("label"), label => Assert.Contains(label.GetAttribute("for"), ids));
            Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select, textarea"), field =>
                Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']")));
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Text_that_is_shown_at_all_is_shown_as_it_is(string name)
    {
        const string Text = "A&B <i>\"quoted\"</i> 'x'";
        var html = await HostileParts.Html(HostileParts.All.Single(entry => entry.Name == name).Part, Text);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        if (html.Contains("A&amp;B", StringComparison.Ordinal)) Assert.Contains("A&amp;B &lt;i&gt;", html, StringComparison.Ordinal);
        else Assert.DoesNotContain("A&B", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Name), "bdi")]
    [InlineData(typeof(StrangerText), ".stranger__text bdi")]
    [InlineData(typeof(TimelineEntry), ".timeline__who bdi")]
    [InlineData(typeof(SummaryRow), "dd > bdi")]
    [InlineData(typeof(DeskFrame), ".who bdi")]
    [InlineData(typeof(LetterSheet), ".letter__addressee bdi")]
    [InlineData(typeof(MailDocument), "blockquote bdi")]
    [InlineData(typeof(FileUpload), ".file__has bdi")]
    public async Task What_turns_the_direction_is_isolated_and_shown(Type part, string where)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await HostileParts.Html(part, HostileText.Turned));
        var isolated = page.QuerySelectorAll(where);
        Assert.NotEmpty(isolated);
        Assert.All(isolated, element =>
        {
            Assert.Contains("U+202E", element.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202E', element.TextContent);
        });
    }

    [Fact]
    public void Every_parameter_says_what_it_is_for()
    {
        List<string> silent = [];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Kit"), "*", SearchOption.AllDirectories)
            .Where(path => (path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal)) && !path.Contains("node_modules", StringComparison.Ordinal)))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 1; i < lines.Length; i++)
            {
                if (ParameterLine().IsMatch(lines[i]) && !lines[i - 1].TrimStart().StartsWith("///", StringComparison.Ordinal)) silent.Add($"{Path.GetFileName(file)}:{i + 1}");
            }
        }

        Assert.Empty(silent);
    }

    [Fact]
    public void Nothing_in_a_part_is_styled_or_scripted_in_line()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Kit"), "*.razor", SearchOption.AllDirectories).Where(path => !path.Contains("node_modules", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 60);
        Assert.All(files, file => Assert.DoesNotMatch(@"\sstyle=|\son[a-z]+=""|<script|javascript:", File.ReadAllText(file)));
    }

    [GeneratedRegex(@"^\s*\[(Cascading)?Parameter")]
    private static partial Regex ParameterLine();
}
