using System.Net;
using Writ.Hub.Home;
using Writ.Hub.Keeping;

namespace Writ.Hub.Tests.Home;

public sealed class HomeAccessTests : IDisposable
{
    private static readonly IPAddress Here = IPAddress.Parse("192.168.1.30");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly ManualClock clock = new();
    private readonly List<string> said = [];
    private readonly HubFolder folder;
    private HomeAccess access;

    public HomeAccessTests()
    {
        folder = HubFolder.Open(root).Value;
        access = new HomeAccess(folder, clock, said.Add);
    }

    public void Dispose()
    {
        folder.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void A_code_lets_in_one_browser_with_the_rights_that_it_stands_for()
    {
        var codes = access.Show().Value;
        Assert.Contains(said, line => line.Contains(HomeAccess.Shown(codes.Owner!), StringComparison.Ordinal) && line.Contains(HomeAccess.Shown(codes.Member!), StringComparison.Ordinal));
        var owner = access.LetIn(HomeAccess.Shown(codes.Owner!).ToLowerInvariant(), Here).Value;
        Assert.Equal(HomeRole.Owner, access.Find(owner)?.Role);
        Assert.Equal("hub-let-in-code", access.LetIn(codes.Owner!, Here).Refusal?.Code);
        Assert.Equal(HomeRole.Member, access.Find(access.LetIn(codes.Member!, Here).Value)?.Role);
        Assert.NotEqual(codes, access.Codes);
    }

    [Fact]
    public void Nobody_is_let_in_where_no_code_is_shown_or_it_is_over()
    {
        Assert.Equal("hub-let-in-code", access.LetIn(string.Empty, Here).Refusal?.Code);
        var codes = access.Show().Value;
        clock.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(codes, access.Codes);
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.Null(access.Codes);
        Assert.Equal("hub-let-in-code", access.LetIn(codes.Owner!, Here).Refusal?.Code);
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_keep_codes_alive()
    {
        var codes = access.Show().Value;
        clock.Set(TimeSpan.FromHours(-1));
        Assert.Null(access.Codes);
        Assert.Equal("hub-let-in-code", access.LetIn(codes.Owner!, Here).Refusal?.Code);
    }

    [Fact]
    public void Guessing_ends_for_one_address_and_for_all_together()
    {
        var codes = access.Show().Value;
        for (var i = 0; i < 5; i++) Assert.Equal("hub-let-in-code", access.LetIn("00000000", Here).Refusal?.Code);
        Assert.Equal("hub-let-in-tries", access.LetIn(codes.Owner!, Here).Refusal?.Code);
        for (var i = 0; i < 15; i++) Assert.Equal("hub-let-in-code", access.LetIn(new string('x', i), IPAddress.Parse($"192.168.2.{i}")).Refusal?.Code);
        Assert.Equal("hub-let-in-tries", access.LetIn(codes.Member!, IPAddress.Parse("192.168.3.1")).Refusal?.Code);
        clock.Pass(TimeSpan.FromMinutes(10));
        Assert.True(access.LetIn(access.Show().Value.Owner!, Here).Ok);
    }

    [Fact]
    public void Asking_for_codes_again_shows_the_same_and_not_without_end()
    {
        Assert.Equal(access.Show().Value, access.Show().Value);
        for (var i = 0; i < 6; i++) Assert.True(access.LetIn(access.Show().Value.Owner!, Here).Ok);
        Assert.Equal("hub-let-in-tries", access.Show().Refusal?.Code);
        Assert.Equal(6, said.Count(line => line.StartsWith("A browser asks", StringComparison.Ordinal)));
        clock.Pass(TimeSpan.FromMinutes(10));
        Assert.True(access.Show().Ok);
    }

    [Fact]
    public void Browsers_stay_let_in_when_the_hub_starts_anew_and_no_cookie_lies_in_its_folder()
    {
        var token = access.LetIn(access.Show().Value.Owner!, Here).Value;
        Assert.DoesNotContain(Directory.EnumerateFiles(root), file => Path.GetFileName(file) != "lock" && File.ReadAllText(file).Contains(token, StringComparison.Ordinal));
        access = new HomeAccess(folder, clock, said.Add);
        var browser = access.Find(token);
        Assert.NotNull(browser);
        clock.Pass(TimeSpan.FromDays(180) - TimeSpan.FromTicks(1));
        Assert.NotNull(access.Find(token));
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.Null(access.Find(token));
        clock.Set(TimeSpan.FromDays(-1));
        access.End(browser);
        Assert.Null(access.Find(token));
        foreach (var odd in (string?[])[null, "", new string('0', 64), token[..63], token + "0"]) Assert.Null(access.Find(odd));
    }

    [Fact]
    public void A_list_that_cannot_be_read_lets_nobody_in_and_stops_nothing()
    {
        var token = access.LetIn(access.Show().Value.Owner!, Here).Value;
        File.WriteAllText(Path.Combine(root, "browsers.json"), "[{");
        access = new HomeAccess(folder, clock, said.Add);
        Assert.Null(access.Find(token));
        Assert.True(access.LetIn(access.Show().Value.Member!, Here).Ok);
    }
}
