using Writ.Base;
using Writ.Base.Sealing;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Audit;

/// <param name="Key">Id of the key.</param>
/// <param name="Opened">Openings from the database that it opened, in a drill.</param>
internal sealed record SealKeyView(string Period, string Key, int? Opened = null);

/// <summary>Backup, drill and recovery of the keys under which openings are sealed.</summary>
internal sealed class SealKeys(IStore store, OpeningKeys keys, string folder, IEnumerable<OpeningsTable> tables, TimeProvider time)
{
    private const int Looks = 20;

    private static Refusal Differs { get; } = new(
        "sealing-drill-failed", "What was recovered is not the key in use, or does not open what is kept under it; make a new backup, and drill again.", RefusalKind.Conflict);

    /// <summary>Of all keys there are, and of the next half-year's, so that the backup holds until then.</summary>
    public async Task<Result<KeyBackup>> Backup(IReadOnlyList<PublicKey> trustees, int need)
    {
        var now = time.GetUtcNow();
        _ = keys.For(now);
        var next = Period.HalfYearOf(DateOnly.FromDateTime(now.UtcDateTime)).Last.AddDays(1);
        _ = keys.For(new DateTimeOffset(next, TimeOnly.MinValue, TimeSpan.Zero));
        var made = KeyBackup.Split(keys.All(), trustees, need);
        if (made.TryGet(out var backup, out _)) await Tell("backup", backup.Keys.Select(k => (k.Period, k.Id)));
        return made;
    }

    /// <summary>
    /// Recovers every key of the backup beside the ones in use, compares them, and opens with them what is kept in the database. Changes nothing but the note of when it was done. Refusal
    /// <c>sealing-drill-failed</c>, and those of <see cref="KeyBackup.Recover"/>.
    /// </summary>
    public async Task<Result<IReadOnlyList<SealKeyView>>> Drill(KeyBackup backup, IReadOnlyList<KeyShare> shares)
    {
        if (!backup.Recover(shares).TryGet(out var recovered, out var refusal)) return refusal;
        var copy = Directory.CreateTempSubdirectory("writ-drill-").FullName;
        try
        {
            var recoveredKeys = new OpeningKeys(copy);
            foreach (var key in recovered) recoveredKeys.Restore(key);
            var views = new List<SealKeyView>();
            foreach (var key in recovered)
            {
                if (!keys.All().Any(k => k.Is(key))) return Differs;
                var kept = await store.Look(work => Task.FromResult(tables.SelectMany(table => KeptOpenings.Under(work, table, key, Looks)).ToList()));
                if (kept.Any(opening => !recoveredKeys.Open(opening).Ok)) return Differs;
                views.Add(new SealKeyView(key.Period.Text, key.Id, kept.Count));
            }

            await Tell("drill", recovered.Select(k => (k.Period, k.Id)));
            return views;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>Puts back the keys that are missing; those that are there stay as they are.</summary>
    public async Task<Result<IReadOnlyList<SealKeyView>>> Recover(KeyBackup backup, IReadOnlyList<KeyShare> shares)
    {
        if (!backup.Recover(shares).TryGet(out var recovered, out var refusal)) return refusal;
        var back = recovered.Where(keys.Restore).ToList();
        await Tell("recovery", back.Select(k => (k.Period, k.Id)));
        return back.Select(k => new SealKeyView(k.Period.Text, k.Id)).ToList();
    }

    /// <summary>What an operator has to know of them, in a line each.</summary>
    public async Task<IReadOnlyList<string>> State()
    {
        var now = time.GetUtcNow();
        var used = Period.HalfYearOf(DateOnly.FromDateTime(now.UtcDateTime));
        var all = keys.All();
        var without = await store.Look(work => Task.FromResult(all.Where(k => k.Period.First <= used.First && KeptOpenings.Last(work, "backup", k.Id) is null).ToList()));
        var drill = await store.Look(work => Task.FromResult(KeptOpenings.Last(work, "drill")));
        return
        [
            all.Count == 0 ? "none was needed yet"
                : without.Count == 0 ? $"{all.Count} in {folder}, all in a backup"
                : $"WARNING: no backup holds the key of {string.Join(", ", without.Select(k => k.Period))}; writ seal-keys backup makes one",
            drill is null ? "WARNING: no drill has shown that a backup works; writ seal-keys drill does"
                : now - drill > TimeSpan.FromDays(365) ? $"WARNING: the last drill was on {drill:yyyy-MM-dd}; do one each year"
                : $"the last drill was on {drill:yyyy-MM-dd}",
        ];
    }

    private async Task Tell(string kind, IEnumerable<(Period Period, string Id)> told)
    {
        var now = time.GetUtcNow();
        _ = (await store.Act<bool>(work =>
        {
            foreach (var (period, id) in told) KeptOpenings.Tell(work, now, kind, period, id);
            return Task.FromResult<Result<bool>>(true);
        })).Value;
    }
}
