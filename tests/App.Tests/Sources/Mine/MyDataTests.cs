using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Sources.Mine;

/// <summary>What is held about one's own account, and nothing of what was asked.</summary>
public sealed class MyDataTests
{
    [Fact]
    public async Task It_counts_one_s_own_records_and_shows_none_of_them()
    {
        await using var server = await WritServer.Start();
        using var reader = await server.SignedInCustomer(2);
        var page = (await reader.Get("/my/data")).Body;
        var own = server.Customers[2];
        var orders = await server.Count("account_record", $"account_id = '{own.Account}' AND category = 'transaction'");

        Assert.Contains($">{orders}<", page.Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("your mail address, your name, your postal address", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/my/data/copy\"", page, StringComparison.Ordinal);
        Assert.Contains("Write to: Sample Company, Legal notices, 1 Harbour Street, 12345 Sample Town.", page, StringComparison.Ordinal);
        foreach (var secret in (string[])[own.Email, own.Phone, own.CustomerNumber, "Sample Street"]) Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
    }
}
