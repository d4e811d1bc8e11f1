using System.Text;
using System.Text.Json;
using Writ.Base;
using Writ.Sources.Accounts;

namespace Writ.Sources.Tests.Accounts;

public class SampleRetailTests
{
    private static readonly DateOnly Until = new(2020, 12, 31);

    [Fact]
    public async Task The_same_day_gives_the_same_content_under_other_ids_and_keys()
    {
        await using var one = new Folder();
        await using var two = new Folder(key: 2);
        Assert.Equal(await Content(one), await Content(two));

        static async Task<string> Content(Folder folder)
        {
            var text = new StringBuilder();
            foreach (var customer in (await folder.Samples.Seed(folder.Store, folder.Vault, Until, 12)).Value)
            {
                foreach (var category in new[] { "subscriber", "transaction", "content" })
                {
                    var records = await folder.Records(customer.Account, category);
                    Assert.NotEmpty(records);
                    foreach (var line in records.Select(record => Encoding.UTF8.GetString(folder.Open(record))).Order(StringComparer.Ordinal))
                        text.Append(category).Append(' ').AppendLine(line);
                }
            }

            return text.ToString();
        }
    }

    [Fact]
    public async Task Every_record_is_one_json_object_on_one_line_and_not_after_the_day()
    {
        await using var folder = new Folder();
        foreach (var customer in (await folder.Samples.Seed(folder.Store, folder.Vault, Until, 100)).Value)
        {
            foreach (var category in new[] { "subscriber", "transaction", "content" })
            {
                foreach (var record in await folder.Records(customer.Account, category))
                {
                    var plain = folder.Open(record);
                    Assert.DoesNotContain((byte)'\n', plain);
                    Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(plain).RootElement.ValueKind);
                    Assert.True(record.On < Until);
                }
            }
        }
    }

    [Fact]
    public async Task The_bulk_gives_every_account_one_record_of_every_category()
    {
        await using var folder = new Folder();
        var day = new DateOnly(2015, 3, 1);
        Assert.True((await folder.Samples.SeedMany(folder.Store, folder.Vault, 1, 300, day)).Ok);
        Assert.True((await folder.Samples.SeedMany(folder.Store, folder.Vault, 301, 10, day)).Ok);
        foreach (var number in new[] { 1, 300, 301, 310 })
        {
            var account = Assert.Single(await folder.Resolve("customer-number", SampleRetail.ReplayCustomerNumber(number)));
            foreach (var category in new[] { "subscriber", "transaction", "content" })
                Assert.Equal(day, Assert.Single(await folder.Records(account, category)).On);
        }

        Assert.Empty(await folder.Resolve("customer-number", SampleRetail.ReplayCustomerNumber(311)));
    }

    [Fact]
    public async Task When_the_vault_gives_no_key_nothing_is_stored()
    {
        await using var folder = new Folder { Closed = true };
        Assert.Equal("vault-journal-stopped", (await folder.Samples.Seed(folder.Store, folder.Vault, Until)).Refusal?.Code);
        folder.Closed = false;
        Assert.Empty(await folder.Resolve("email", "sample-customer-1@example.org"));
        Assert.Equal(36, (await folder.Samples.Seed(folder.Store, folder.Vault, Until)).Value.Count);
    }
}
