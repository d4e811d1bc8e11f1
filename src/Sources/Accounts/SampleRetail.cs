using System.Globalization;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Store;

namespace Writ.Sources.Accounts;

/// <summary>
/// Fills the sample retail service. Everything is sealed before the act begins: an act must wait for nothing but the
/// database, and no plaintext reaches it.
/// </summary>
public sealed class SampleRetail(AccountSource accounts, ContactBook contacts)
{
    /// <summary>The service's name, as demands give it.</summary>
    public const string Service = "retail";

    /// <summary>Asked of the vault at once, so that its journal takes them in groups.</summary>
    private const int AtOnce = 256;

    private static readonly DataCategory[] Categories = [.. new[] { "subscriber", "transaction", "content" }.Select(DataCategory.FromTrusted)];

    /// <summary>
    /// Some dozens of customers, each with a subscriber record, orders over the two years before <paramref name="until"/>, messages and a
    /// photo. Same arguments, same content; ids and keys are new each time. Call it once for a folder.
    /// </summary>
    /// <param name="customers">1 to 100.</param>
    public async Task<Result<IReadOnlyList<SampleCustomer>>> Seed(
        IStore store, VaultClient vault, DateOnly until, int customers = 36, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(vault);
        var made = Enumerable.Range(1, customers).Select(number => SampleCustomers.Customer(number, AccountId.New())).ToList();
        var stored = await Store(
            store,
            vault,
            [.. made.Select(customer => new Draft(customer.Account, SampleCustomers.Identifiers(customer),
                [.. SampleCustomers.Records(customer, until).Select(r => (DataCategory.FromTrusted(r.Category), r.Day, r.Content))]))],
            cancel).ConfigureAwait(false);
        if (!stored.Ok) return stored.Refusal;
        var reached = await store.Act<bool>(
            async work =>
            {
                foreach (var customer in made) await contacts.Put(work, customer.Account, SampleCustomers.Contact(customer)).ConfigureAwait(false);
                return true;
            },
            cancel).ConfigureAwait(false);
        return reached.Map<IReadOnlyList<SampleCustomer>>(_ => made);
    }

    /// <summary>
    /// For replays: accounts <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> - 1, each with one record of every category on
    /// <paramref name="day"/>, found by <see cref="ReplayCustomerNumber"/>. Quick: sealed and keyed many at a time.
    /// </summary>
    public async Task<Result<bool>> SeedMany(
        IStore store, VaultClient vault, int from, int count, DateOnly day, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(vault);
        foreach (var part in Enumerable.Range(from, count).Chunk(4 * AtOnce))
        {
            var drafts = part.Select(number => new Draft(
                AccountId.New(),
                [(IdentifierForms.CustomerNumber, ReplayCustomerNumber(number))],
                [.. Categories.Select(category => (category, day, ReplayRecord(number, category)))])).ToList();
            var stored = await Store(store, vault, drafts, cancel).ConfigureAwait(false);
            if (!stored.Ok) return stored;
            progress?.Report(part.Length);
        }

        return true;
    }

    /// <summary>The customer number that the replay's account of this number is found by.</summary>
    public static string ReplayCustomerNumber(int number) => string.Create(CultureInfo.InvariantCulture, $"R-{number:00000000}");

    private static byte[] ReplayRecord(int number, DataCategory category) => SampleCustomers.Json(
        ("record", category.Text), ("name", string.Create(CultureInfo.InvariantCulture, $"Sample customer {number} of a replay")));

    private async Task<Result<bool>> Store(IStore store, VaultClient vault, IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        var ready = new List<NewAccount>(drafts.Count);
        foreach (var part in drafts.Chunk(AtOnce))
        {
            var keys = await Task.WhenAll(part.Select(draft => Task.Run(() => vault.PublicKey(draft.Account, cancel), cancel))).ConfigureAwait(false);
            if (keys.FirstOrDefault(key => !key.Ok).Refusal is { } refusal) return refusal;
            ready.AddRange(part.Zip(keys).AsParallel().AsOrdered().Select(pair => Sealed(pair.First, pair.Second.Value)));
        }

        return await store.Act<bool>(
            work =>
            {
                accounts.Add(work, ready);
                return Task.FromResult<Result<bool>>(true);
            },
            cancel).ConfigureAwait(false);
    }

    private static NewAccount Sealed(Draft draft, PublicKey key) => new(draft.Account, Service, draft.Identifiers,
        [.. draft.Records.Select(record => Sealer.Seal(key, RecordId.New(), draft.Account, record.Category, record.Day, record.Content))]);

    private sealed record Draft(
        AccountId Account,
        IReadOnlyList<(string Kind, string Value)> Identifiers,
        IReadOnlyList<(DataCategory Category, DateOnly Day, byte[] Content)> Records);
}
