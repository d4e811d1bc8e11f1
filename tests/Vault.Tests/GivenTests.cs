using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests;

/// <summary>The vault logs its own act: a numbered, signed statement for each authorisation that opened something.</summary>
public sealed class GivenTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Each_release_says_what_it_gave_and_the_same_again_when_it_is_asked_again()
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var (first, second) = (await harness.Authorise(), await harness.Authorise());
        Assert.True((await harness.Release(first, one, two)).Ok);
        var at = harness.Clock.Now;
        harness.Clock.Now = at.AddMinutes(5);
        Assert.True((await harness.Release(second, one)).Ok);
        Assert.True((await harness.Release(first, two, one)).Ok);

        var said = harness.Kept.Notes.Select(note => ReleaseGiven.Verify(note, Key())!).ToList();
        Assert.Equal([(1L, 2L, at), (2L, 1L, at.AddMinutes(5))], said.Select(one => (one.Number, one.Count, one.At)));
        Assert.Equal([Leaf(first), Leaf(second)], said.Select(one => Convert.ToHexString(one.Leaf)));
        Assert.All(said, one => Assert.Equal(harness.Vault.Id, one.Vault));

        var answer = VaultWire.ReadAnswer<VaultKeys>(await harness.Vault.Exchange(VaultWire.Write(harness.Ask(first, one, two)), default)).Value;
        Assert.Equal(harness.Kept.Notes[0], answer.Given);
        var until = GivenUntil.Verify(harness.Kept.Last!.Until, Key())!;
        Assert.Equal((harness.Vault.Id, 2, harness.Log.Size), (until.Vault, until.Number, until.Size));
    }

    [Fact]
    public async Task What_was_refused_has_no_number()
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var logged = await harness.Authorise();
        Assert.True((await harness.Release(logged, one)).Ok);
        Assert.Equal("vault-spent", (await harness.Release(logged, two)).Refusal?.Code);
        Assert.Equal("vault-expired", (await harness.Release(await harness.Authorise(draft => draft with { Expires = harness.Clock.Now }), one)).Refusal?.Code);
        Assert.True((await harness.Release(await harness.Authorise(), two)).Ok);
        Assert.Equal([1L, 2L], Said().Select(given => given.Number));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_not_lost_from_the_count()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        Assert.Null(await harness.Follow());
        Assert.Equal("given", await harness.CodeOf(harness.Ask(logged, record)));
        Assert.Empty(harness.Kept.Notes);

        // After a new start too: whoever brings the vault the log is told.
        harness.Reopen();
        Assert.Null(await harness.Follow());
        Assert.Equal(Leaf(logged), Convert.ToHexString(Assert.Single(Said()).Leaf));
    }

    [Fact]
    public async Task What_was_spent_before_there_were_numbers_gets_one_when_it_is_asked_for_again()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var (old, next) = (await harness.Authorise(), await harness.Authorise());
        Assert.True((await new VaultClient(harness.Vault).Release(old.Opening.ToJson(), [record], known => harness.Evidence(old.Index, known.Size))).Ok);
        harness.Vault.Dispose();
        var (path, id) = (Path.Combine(harness.Folder, "journal"), File.ReadAllText(Path.Combine(harness.Folder, "vault.id")).Trim());
        File.WriteAllBytes(path, Journal.Anew(File.ReadAllBytes(path), id, entry => entry is Entry.KeysGiven ? null : entry));
        harness.Vault = harness.Open(harness.Folder);
        Assert.True((await harness.Release(next, record)).Ok);
        Assert.Equal([Leaf(next)], Said().Select(given => Convert.ToHexString(given.Leaf)));
        Assert.True((await harness.Release(old, record)).Ok);
        Assert.Equal([(1L, Leaf(next)), (2L, Leaf(old))], Said().Select(given => (given.Number, Convert.ToHexString(given.Leaf))));
    }

    [Fact]
    public async Task A_number_is_given_or_it_was_not_wherever_the_journal_fails()
    {
        var record = await harness.Record(Harness.Transaction, July);
        for (var at = 1; ; at++)
        {
            var logged = await harness.Authorise();
            harness.Vault.Dispose();
            var (broken, answered) = (harness.Breaking(at), false);
            using (broken.Vault) answered = (await new VaultClient(broken.Vault, harness.Kept).Release(logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size))).Ok;
            harness.Vault = harness.Open(harness.Folder);
            Assert.True((await harness.Release(logged, record)).Ok);
            var said = Said();
            Assert.Equal(Enumerable.Range(1, at).Select(number => (long)number), said.Select(given => given.Number));
            Assert.Equal(at, said.Select(given => Convert.ToHexString(given.Leaf)).Distinct().Count());
            if (answered && !broken.Broke())
            {
                Assert.InRange(at, 3, 30);
                return;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Numbers_begin_with_one(long from) =>
        Assert.Equal("vault-request-malformed", VaultWire.ReadAnswer<VaultGiven>(await harness.Vault.Exchange(VaultWire.Write(new AskGiven(from)), default)).Refusal?.Code);

    [Fact]
    public async Task Before_the_first_and_beyond_the_last_there_is_nothing_but_how_many_there_are()
    {
        foreach (var from in (long[])[1, 2, long.MaxValue])
        {
            var answer = VaultWire.ReadAnswer<VaultGiven>(await harness.Vault.Exchange(VaultWire.Write(new AskGiven(from)), default)).Value;
            Assert.Empty(answer.Notes);
            Assert.Equal(0, GivenUntil.Verify(answer.Until, Key())!.Number);
        }
    }

    private VerifierKey Key() => VerifierKey.Parse(harness.Vault.StatementKey).Value;

    private static string Leaf(Harness.Logged logged) => Convert.ToHexString(Rfc6962.Leaf(logged.Opening.Leaf()));

    private List<ReleaseGiven> Said() => [.. harness.Kept.Notes.Select(note => ReleaseGiven.Verify(note, Key())!)];
}
