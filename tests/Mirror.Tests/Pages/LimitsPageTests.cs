using System.Net;
using Writ.Ledger.Requests;
using Writ.Mirror.Words;

namespace Writ.Mirror.Tests.Pages;

/// <summary>The numbers in force, where anybody reads them.</summary>
public sealed class LimitsPageTests
{
    private static readonly LimitsDocument Usual = new(LimitsDocument.Known.ToDictionary(known => known.Name, known => known.Unit == LimitUnit.Seconds ? 5_400L : 7L));

    [Fact]
    public void Every_known_number_has_words_and_a_value_with_its_unit()
    {
        foreach (var (name, unit) in LimitsDocument.Known)
        {
            Assert.NotEqual(name, LimitSentence.Of(name));
            Assert.NotEmpty(LimitSentence.Value(Usual, name, unit));
        }

        Assert.Equal("90 minutes", LimitSentence.Value(Usual, "limits.open", LimitUnit.Seconds));
        Assert.Equal("7 days", LimitSentence.Value(Usual, "grants.mostDays", LimitUnit.Days));
        Assert.Equal("7/7", LimitSentence.Value(Usual, "oversight.epsilonOver", LimitUnit.Count));
    }

    [Fact]
    public async Task They_stand_on_the_page_and_in_the_file_and_a_file_that_is_none_is_left_out()
    {
        using var host = new MirrorHost();
        await host.InitializeAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/requests/limits.json")).StatusCode);
        Assert.DoesNotContain("The numbers in force", await host.Client.GetStringAsync("/requests"), StringComparison.Ordinal);
        var path = Path.Combine(host.Folder.Published, LimitsDocument.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Usual.ToBytes());
        Assert.Contains("The numbers in force", await host.Client.GetStringAsync("/requests"), StringComparison.Ordinal);
        Assert.Equal(Usual.ToBytes(), await host.Client.GetByteArrayAsync("/requests/limits.json"));
        await File.AppendAllTextAsync(path, " ");
        Assert.DoesNotContain("The numbers in force", await host.Client.GetStringAsync("/requests"), StringComparison.Ordinal);
    }
}
