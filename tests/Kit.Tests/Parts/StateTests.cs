using AngleSharp.Html.Parser;

namespace Writ.Kit.Tests.Parts;

/// <summary>Closed sets have words, and the words are distinct.</summary>
public sealed class StateTests
{
    [Fact]
    public void Every_state_of_a_demand_has_a_word_of_its_own_a_definition_and_a_turn()
    {
        Assert.Equal(13, DemandStatusWords.All.Count);
        Assert.Equal(13, DemandStatusWords.All.Select(status => status.Word).Distinct().Count());
        Assert.Equal(13, DemandStatusWords.All.Select(status => status.Definition).Distinct().Count());
        Assert.All(DemandStatusWords.All, status =>
        {
            Assert.Equal(status, DemandStatusWords.Parse(status.Word));
            Assert.NotEmpty(status.Turn);
        });
        Assert.Null(DemandStatusWords.Parse("In review"));
        Assert.Null(DemandStatusWords.Parse(""));
    }

    [Fact]
    public void Every_trouble_has_a_title_and_a_sentence_of_its_own()
    {
        var all = Enum.GetValues<Trouble>();
        Assert.Equal(all.Length, all.Select(trouble => trouble.Title).Distinct().Count());
        Assert.Equal(all.Length, all.Select(trouble => trouble.Sentence).Distinct().Count());
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 2, "1* 2 Next")]
    [InlineData(1, 3, "1* 2 3 Next")]
    [InlineData(3, 5, "Previous 1 2 3* 4 5 Next")]
    [InlineData(4, 6, "Previous 1 2 3 4* 5 6 Next")]
    [InlineData(7, 40, "Previous 1 … 6 7* 8 … 40 Next")]
    [InlineData(40, 40, "Previous 1 … 39 40*")]
    public async Task Pages_in_between_are_left_out_but_never_one_alone(int current, int pages, string shown)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await HostileParts.Render(builder =>
        {
            builder.OpenComponent<Pagination>(0);
            builder.AddComponentParameter(1, "Current", current);
            builder.AddComponentParameter(2, "Pages", pages);
            builder.AddComponentParameter(3, "Address", (Func<int, string>)(number => $"/list?page={number}"));
            builder.CloseComponent();
        }));
        foreach (var hidden in page.QuerySelectorAll(".govuk-visually-hidden, [aria-hidden]")) hidden.Remove();
        Assert.Equal(shown, string.Join(' ', page.QuerySelectorAll("li").Select(item => item.TextContent.Trim() + (item.QuerySelector("[aria-current]") is null ? "" : "*"))));
    }

    [Fact]
    public async Task A_task_that_cannot_begin_has_no_link_even_if_it_was_given_one()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await HostileParts.Render(builder =>
        {
            builder.OpenComponent<TaskItem>(0);
            builder.AddComponentParameter(1, "Id", "t");
            builder.AddComponentParameter(2, "Name", "Send");
            builder.AddComponentParameter(3, "Address", "/send");
            builder.AddComponentParameter(4, "State", TaskState.Later);
            builder.CloseComponent();
        }));
        Assert.Empty(page.QuerySelectorAll("a"));
    }

    [Fact]
    public void A_moment_names_its_offset()
    {
        Assert.Equal("23 November 2026, 14:05 UTC", WordsOf.Moment(Sample.At(23, 14, 5)));
        Assert.Equal("23 November 2026, 09:05 UTC−05:00", WordsOf.Moment(Sample.At(23, 14, 5).ToOffset(TimeSpan.FromHours(-5))));
    }
}
