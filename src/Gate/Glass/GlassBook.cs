using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Glass;

/// <summary>What was given without the record and readers do not see in it yet.</summary>
/// <param name="Owed">How many times.</param>
/// <param name="Oldest">When the oldest of these was; null where there is none.</param>
/// <param name="Overdue">Of these, how many are older than <see cref="Fact.BreakGlassTold.Within"/>.</param>
public sealed record GlassStanding(int Owed, DateTimeOffset? Oldest, int Overdue);

/// <summary>How often keys were given without the record in a period, by the vault's clock.</summary>
/// <param name="Records">Whose keys were given.</param>
/// <param name="Late">How many of these times were entered later than they had to be.</param>
public sealed record GlassCount(int Times, long Records, int Late);

/// <summary>Every time that a vault gave keys without the record, as facts that it owes the record.</summary>
public static class GlassBook
{
    /// <summary>Writes down that it happened: from here on the 72 hours run, whatever becomes of the vault.</summary>
    public static async Task Note(IWork work, string vault, VaultOwed owed)
    {
        ArgumentNullException.ThrowIfNull(owed);
        if (await work.Db().Set<GlassUsedRow>().AnyAsync(g => g.Sha256 == owed.Statement)) return;
        work.Db().Add(new GlassUsedRow { Sha256 = owed.Statement, Vault = vault, Records = owed.Count, UsedAt = owed.At });
        await work.Db().SaveChangesAsync();
    }

    /// <summary>Enters it in the record, once however often it is called. To be called when the record runs: the fact's own time says when that was.</summary>
    public static async Task Enter(IWork work, string vault, VaultOwed owed, DateTimeOffset now)
    {
        await Note(work, vault, owed);
        var row = await work.Db().Set<GlassUsedRow>().SingleAsync(g => g.Sha256 == owed.Statement);
        if (row.FactSeq is not null) return;

        // The vault's clock may be ahead of ours; a fact is never from before what it tells.
        var at = now < owed.At ? owed.At : now;
        var key = $"break-glass/{vault}/{owed.Statement}";
        await Outbox.AppendOnce(work, key, () => Facts.BreakGlassUsed(owed.Count, owed.Statement, vault, at));
        await Outbox.AppendOnce(work, $"break-glass-told/{vault}/{owed.Statement}", () => Facts.BreakGlassTold(owed.Statement, vault, owed.At, owed.Note, at));
        row.FactSeq = (await work.Db().Set<RecordedOnce>().SingleAsync(o => o.Key == key)).EntrySeq;
        await work.Db().SaveChangesAsync();
    }

    /// <summary>Whether anything was given that no fact says yet.</summary>
    public static Task<bool> Owes(IWork work) => work.Db().Set<GlassUsedRow>().AnyAsync(g => g.FactSeq == null);

    /// <param name="publishedSize">Entries under the checkpoint that readers see.</param>
    public static async Task<GlassStanding> Standing(IWork work, long publishedSize, DateTimeOffset now)
    {
        var seen = await LogPlaces.LastSeq(work, publishedSize);
        var owed = await work.Db().Set<GlassUsedRow>().AsNoTracking().Where(g => g.FactSeq == null || g.FactSeq > seen).Select(g => g.UsedAt).ToListAsync();
        return new GlassStanding(owed.Count, owed.Count == 0 ? null : owed.Min(), owed.Count(used => used + Fact.BreakGlassTold.Within < now));
    }

    /// <summary>Those that no fact says yet count too, and as late where they are.</summary>
    public static async Task<GlassCount> Count(IWork work, DateTimeOffset from, DateTimeOffset before, DateTimeOffset now)
    {
        var rows = await work.Db().Set<GlassUsedRow>().AsNoTracking().Where(g => g.UsedAt >= from && g.UsedAt < before).ToListAsync();
        var late = 0;
        foreach (var row in rows)
        {
            var entered = row.FactSeq is { } seq ? Facts.Parse((await Outbox.Find(work, seq)).Bytes).Value.At : now;
            if (entered - row.UsedAt > Fact.BreakGlassTold.Within) late++;
        }

        return new GlassCount(rows.Count, rows.Sum(r => r.Records), late);
    }
}

public static class GlassServices
{
    /// <summary>For verbs that look beside a server.</summary>
    public static IServiceCollection AddGlassBook(this IServiceCollection services) => services.AddSingleton<IModelPart, GlassModel>();
}
