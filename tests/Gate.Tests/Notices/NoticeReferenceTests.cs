using Writ.Gate.Notices;

namespace Writ.Gate.Tests.Notices;

public sealed class NoticeReferenceTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void It_is_sixteen_unambiguous_characters_in_fours()
    {
        for (var i = 0; i < 200; i++) Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$", NoticeReference.New());
    }

    [Fact]
    public void However_it_is_typed_it_is_the_same()
    {
        var reference = NoticeReference.New();
        Assert.Equal(reference, NoticeReference.Normal(reference));
        Assert.Equal(reference, NoticeReference.Normal(reference.ToLowerInvariant().Replace("-", string.Empty, StringComparison.Ordinal)));
        Assert.Equal(reference, NoticeReference.Normal($" {reference.Replace('-', ' ').Replace('0', 'o').Replace('1', 'l')}\n"));
    }

    [Fact]
    public void One_wrong_character_is_never_a_reference_and_hardly_ever_are_two_that_changed_places()
    {
        var (wrong, places) = (0, 0);
        for (var n = 0; n < 50; n++)
        {
            var bare = NoticeReference.New().Replace("-", string.Empty, StringComparison.Ordinal).ToCharArray();
            for (var at = 0; at < bare.Length; at++)
            {
                foreach (var other in Alphabet.Where(c => c != bare[at]))
                {
                    var changed = (char[])bare.Clone();
                    changed[at] = other;
                    if (NoticeReference.Normal(new string(changed)) is not null) wrong++;
                }

                if (at == 0 || bare[at - 1] == bare[at]) continue;
                var swapped = (char[])bare.Clone();
                (swapped[at - 1], swapped[at]) = (swapped[at], swapped[at - 1]);
                if (NoticeReference.Normal(new string(swapped)) is not null) places++;
            }
        }

        Assert.Equal(0, wrong);
        Assert.True(places < 20, $"{places} of about 750");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0000-0000-0000-0000-0000")]
    [InlineData("7K3Q-9M2T-X4WB-6HN\u0421")]
    [InlineData("' OR 1=1 --")]
    public void Whatever_else_is_typed_is_none(string? typed) => Assert.Null(NoticeReference.Normal(typed));
}
