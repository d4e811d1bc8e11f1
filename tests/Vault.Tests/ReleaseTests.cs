using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Tests;

public sealed class ReleaseTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task An_authorisation_in_the_log_opens_its_records_and_no_others()
    {
        var (asked, other) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var keys = (await harness.Release(await harness.Authorise(), asked)).Value;
        Assert.Equal("a record"u8.ToArray(), Sealer.Open(asked, keys[asked.Record]).Value);
        Assert.False(Sealer.Open(other, keys[asked.Record]).Ok);
        Assert.Equal([asked.Record], keys.Keys);
    }

    [Fact]
    public async Task The_first_and_the_last_day_are_inside()
    {
        var (first, last) = (await harness.Record(Harness.Transaction, new(2020, 7, 1)), await harness.Record(Harness.Transaction, new(2020, 7, 31)));
        Assert.True((await harness.Release(await harness.Authorise(), first, last)).Ok);
    }

    [Fact]
    public async Task The_identical_request_is_answered_again_until_it_expires()
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var logged = await harness.Authorise();
        var first = (await harness.Release(logged, one, two)).Value;
        // Meanwhile the log grows, and the order of asking is another: it is the same set.
        await harness.Authorise();
        var second = (await harness.Release(logged, two, one)).Value;
        Assert.Equal(first[one.Record], second[one.Record]);
        Assert.Equal(first[two.Record], second[two.Record]);
        harness.Clock.Now = harness.Clock.Now.AddDays(1);
        Assert.Equal("vault-expired", (await harness.Release(logged, one, two)).Refusal?.Code);
    }

    [Fact]
    public async Task A_record_relabelled_into_the_scope_gets_a_key_that_opens_nothing()
    {
        var content = await harness.Record(Harness.Content, July);
        var lied = content with { Category = Harness.Transaction };
        var keys = (await harness.Release(await harness.Authorise(), lied)).Value;
        Assert.False(Sealer.Open(content, keys[content.Record]).Ok);
        Assert.False(Sealer.Open(lied, keys[content.Record]).Ok);
    }

    [Fact]
    public async Task Many_at_once_for_the_same_records_get_the_same_keys()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => harness.Release(logged, record))));
        Assert.All(all, given => Assert.Equal(all[0].Value[record.Record], given.Value[record.Record]));
    }

    [Fact]
    public async Task Of_two_sets_at_once_exactly_one_is_opened()
    {
        for (var round = 0; round < 20; round++)
        {
            var records = new[] { await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July) };
            var logged = await harness.Authorise();
            var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => harness.Release(logged, records[i % 2]))));
            var given = all.Select((result, i) => (result.Ok, Set: i % 2)).Where(one => one.Ok).Select(one => one.Set).Distinct();
            Assert.Single(given);
            Assert.All(all.Where(result => !result.Ok), result => Assert.Equal("vault-spent", result.Refusal?.Code));
        }
    }

    [Fact]
    public async Task Of_two_authorisations_with_one_nonce_at_once_exactly_one_opens()
    {
        for (var round = 0; round < 20; round++)
        {
            var record = await harness.Record(Harness.Transaction, July);
            var draft = await harness.Draft();
            var logged = new[] { harness.Enter(draft), harness.Enter(draft with { Id = AuthorisationId.New() }) };
            var all = await Task.WhenAll(logged.Select(one => Task.Run(() => harness.Release(one, record))));
            Assert.Single(all, result => result.Ok);
            Assert.Equal("vault-nonce-used", all.Single(result => !result.Ok).Refusal?.Code);
        }
    }

    [Fact]
    public async Task Many_authorisations_while_the_log_grows_are_all_answered()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = new List<Harness.Logged>();
        for (var i = 0; i < 50; i++) logged.Add(await harness.Authorise());
        var all = await Task.WhenAll(logged.Select(one => Task.Run(() => harness.Release(one, record))));
        Assert.All(all, result => Assert.True(result.Ok, result.Refusal?.Code));
    }

    [Fact]
    public async Task A_nonce_is_never_given_twice_and_an_account_has_one_key()
    {
        var nonces = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => harness.Client.Nonce()));
        Assert.Equal(200, nonces.Select(nonce => nonce.Value).Distinct().Count());
        var keys = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => harness.Client.PublicKey(harness.Account))));
        Assert.Single(keys.Select(key => key.Value).Distinct());
    }

    [Fact]
    public async Task It_describes_itself_and_what_it_has_seen()
    {
        var before = (await harness.Client.Describe()).Value;
        Assert.Equal((harness.Vault.Id, 0, 0), (before.Vault, before.Size, before.Witnesses));
        await harness.Release(await harness.Authorise(), await harness.Record(Harness.Transaction, July));
        var after = (await harness.Client.Describe()).Value;
        Assert.Equal(harness.Log.Size, after.Size);
        Assert.Equal(harness.Log.Folder.RootAt(after.Size), after.Root);
    }
}
