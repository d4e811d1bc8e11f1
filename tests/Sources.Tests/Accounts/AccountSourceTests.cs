using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Sources.Accounts;

namespace Writ.Sources.Tests.Accounts;

public sealed class AccountSourceTests : IAsyncLifetime
{
    private static readonly DateOnly Until = new(2020, 12, 31);
    private readonly Folder folder = new();
    private IReadOnlyList<SampleCustomer> customers = [];

    public async Task InitializeAsync() => customers = (await folder.Samples.Seed(folder.Store, folder.Vault, Until)).Value;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Every_identifier_leads_to_its_account_in_any_spelling()
    {
        foreach (var customer in customers)
        {
            Assert.Equal([customer.Account], await folder.Resolve("email", customer.Email.ToUpperInvariant()));
            Assert.Equal([customer.Account], await folder.Resolve("phone", $"{customer.Phone[..2]} ({customer.Phone[2..5]}) {customer.Phone[5..]}"));
            Assert.Equal([customer.Account], await folder.Resolve("customer-number", customer.CustomerNumber.Replace("-", " ", StringComparison.Ordinal)));
            Assert.Equal([customer.Account], await folder.Resolve("order-number", customer.Orders[^1]));
        }
    }

    [Fact]
    public async Task An_identifier_leads_nowhere_under_another_kind_service_or_key()
    {
        var one = customers[0];
        Assert.Empty(await folder.Resolve("email", "nobody@example.org"));
        Assert.Empty(await folder.Resolve("email", "not an address"));
        Assert.Empty(await folder.Resolve("customer-number", one.Orders[0]));
        Assert.Empty(await folder.Resolve("passport", one.Email));
        Assert.Empty(await folder.Resolve("email", one.Email, "voice"));
        var other = new AccountSource(new IdentifierKey(new byte[32]));
        Assert.Empty(await folder.Store.Look(work => other.Resolve(work, "retail", "email", one.Email)));
    }

    [Fact]
    public async Task One_identifier_may_lead_to_several_accounts()
    {
        var twin = new NewAccount(AccountId.New(), "retail", [("phone", customers[0].Phone)], []);
        Assert.True((await folder.Store.Act<bool>(work =>
        {
            folder.Accounts.Add(work, [twin]);
            return Task.FromResult<Result<bool>>(true);
        })).Ok);
        Assert.Equal(2, (await folder.Resolve("phone", customers[0].Phone)).Count);
    }

    [Fact]
    public async Task Records_come_by_category_and_days_oldest_first()
    {
        var customer = customers[3];
        var all = await folder.Records(customer.Account, "transaction");
        Assert.Equal(customer.Orders.Count, all.Count);
        Assert.Equal(all.Select(r => r.On).Order(), all.Select(r => r.On));
        Assert.All(all, record => Assert.Equal((customer.Account, "transaction"), (record.Account, record.Category.Text)));
        var (from, to) = (all[1].On, all[2].On);
        Assert.Equal(all.Skip(1).Take(2).Select(r => r.Record), (await folder.Records(customer.Account, "transaction", from, to)).Select(r => r.Record));
        Assert.Equal(all.Count - 1, (await folder.Records(customer.Account, "transaction", from)).Count);
        Assert.Equal(3, (await folder.Records(customer.Account, "transaction", null, to)).Count);
        Assert.Empty(await folder.Records(customer.Account, "transaction", Until, Until));
        Assert.Single(await folder.Records(customer.Account, "subscriber"));
        Assert.Equal(3, (await folder.Records(customer.Account, "content")).Count);
        Assert.Empty(await folder.Records(AccountId.New(), "content"));
        Assert.Empty(await folder.Records(customer.Account, "location"));
    }

    [Fact]
    public async Task Records_open_with_the_accounts_key_as_stored()
    {
        var customer = customers[0];
        var record = Assert.Single(await folder.Records(customer.Account, "subscriber"));
        Assert.Contains("\"name\":\"Sample customer 1\"", Encoding.UTF8.GetString(folder.Open(record)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_tells_no_identifier_and_no_content()
    {
        var customer = customers[0];
        var bytes = new List<byte>();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(folder.Database)!, "writ.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            bytes.AddRange(copy.ToArray());
        }

        var text = Encoding.Latin1.GetString([.. bytes]);
        Assert.Contains(customer.Account.Text, text, StringComparison.Ordinal);
        foreach (var secret in new[] { "example.org", "example.com", customer.Phone[2..], "100001", customer.Orders[0], "Sample customer", "kettle", "Sample Street" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }
}
