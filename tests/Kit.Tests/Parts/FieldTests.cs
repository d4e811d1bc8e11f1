using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;

namespace Writ.Kit.Tests.Parts;

/// <summary>Fields, their faults, and what is tied to what.</summary>
public sealed class FieldTests
{
    private static readonly Faults Wrong = new([new("signed-year", "The year must have four digits"), new("case", "Enter the case number"), new(null, "Changed by a colleague")]);

    [Fact]
    public async Task A_fault_stands_in_the_summary_leads_to_its_field_and_is_read_with_it()
    {
        var page = await Form(Wrong, builder =>
        {
            builder.OpenComponent<ErrorSummary>(0);
            builder.AddComponentParameter(1, "Faults", Wrong);
            builder.CloseComponent();
            builder.OpenComponent<TextInput>(2);
            builder.AddComponentParameter(3, "Name", "case");
            builder.AddComponentParameter(4, "Label", "Case number");
            builder.AddComponentParameter(5, "Hint", "As on the paper");
            builder.CloseComponent();
        });
        var summary = page.QuerySelector(".govuk-error-summary")!;
        Assert.True(summary.HasAttribute("autofocus"));
        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.Equal(["#signed-year", "#case"], summary.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        var input = page.QuerySelector("#case")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(["case-hint", "case-error"], input.GetAttribute("aria-describedby")!.Split(' '));
        Assert.Equal("Error: Enter the case number", page.QuerySelector("#case-error")!.TextContent);
    }

    [Fact]
    public async Task A_fault_of_the_year_marks_the_year_alone_and_its_link_leads_there()
    {
        var page = await Form(Wrong, builder => Date(builder, "signed"));
        Assert.Equal(["signed-year"], page.QuerySelectorAll(".govuk-input--error").Select(input => input.Id));
        Assert.Equal(["signed-day", "signed-month", "signed-year"], page.QuerySelectorAll("input:not([type=hidden])").Select(input => input.GetAttribute("name")));
        Assert.Contains("four digits", page.QuerySelector("#signed-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_date_marks_all_three_and_leads_to_the_first()
    {
        var page = await Form(new Faults([new("signed", "Enter the day")]), builder => Date(builder, "signed"));
        Assert.Equal(["signed", "signed-month", "signed-year"], page.QuerySelectorAll(".govuk-input--error").Select(input => input.Id));
    }

    [Fact]
    public async Task A_form_without_faults_shows_no_error()
    {
        var page = await Form(Faults.None, builder => Date(builder, "signed"));
        Assert.Empty(page.QuerySelectorAll("[class*=error], [aria-invalid]"));
    }

    [Fact]
    public async Task A_form_carries_the_token_against_forged_requests_and_the_mark_of_one_sending()
    {
        var page = await Form(Faults.None, _ => { });
        Assert.Equal("token", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        Assert.Equal("3f2a", page.QuerySelector("input[name=once]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_typed_comes_back_unchanged_even_with_a_line_break_in_front()
    {
        var page = await Form(Faults.None, builder =>
        {
            builder.OpenComponent<TextArea>(0);
            builder.AddComponentParameter(1, "Name", "why");
            builder.AddComponentParameter(2, "Label", "Why");
            builder.AddComponentParameter(3, "Value", "\n  first\n</textarea><b>");
            builder.AddComponentParameter(4, "Limit", 10);
            builder.CloseComponent();
        });
        Assert.Equal("\n  first\n</textarea><b>", page.QuerySelector("textarea")!.TextContent);
        Assert.Contains("23 characters entered: 13 too many", page.QuerySelector("#why-limit")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_have_ids_that_count_on_from_the_name()
    {
        var page = await Form(Faults.None, builder =>
        {
            builder.OpenComponent<Radios>(0);
            builder.AddComponentParameter(1, "Name", "item[0].kind");
            builder.AddComponentParameter(2, "Label", "Kind");
            builder.AddComponentParameter(3, "Value", "b");
            builder.AddComponentParameter(4, "All", new Choice[] { new("a", "A", "About a"), new("b", "B") });
            builder.CloseComponent();
        });
        Assert.Equal(["item-0--kind", "item-0--kind-2"], page.QuerySelectorAll("[type=radio]").Select(input => input.Id));
        Assert.All(page.QuerySelectorAll("[type=radio]"), input => Assert.Equal("item[0].kind", input.GetAttribute("name")));
        Assert.Equal("b", page.QuerySelector("[checked]")!.GetAttribute("value"));
        Assert.Equal("About a", page.QuerySelector($"#{page.QuerySelector("[type=radio]")!.GetAttribute("aria-describedby")}")!.TextContent);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b[0]", "a-b-0-")]
    [InlineData("0a", "f-0a")]
    [InlineData("", "f-")]
    [InlineData("é\"><", "f-----")]
    public void An_id_is_made_of_plain_letters(string name, string id) => Assert.Equal(id, FieldIds.Of(name));

    private static void Date(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, string name)
    {
        builder.OpenComponent<DateInput>(0);
        builder.AddComponentParameter(1, "Name", name);
        builder.AddComponentParameter(2, "Label", "Signed");
        builder.CloseComponent();
    }

    private static async Task<IDocument> Form(Faults faults, RenderFragment inside) => await new HtmlParser().ParseDocumentAsync(await HostileParts.Render(builder =>
    {
        builder.OpenComponent<PostForm>(0);
        builder.AddComponentParameter(1, "Action", "/kit");
        builder.AddComponentParameter(2, "Faults", faults);
        builder.AddComponentParameter(3, "Once", "3f2a");
        builder.AddComponentParameter(4, "ChildContent", inside);
        builder.CloseComponent();
    }));
}
