using System.Globalization;
using Writ.App.Data;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store.Record;

namespace Writ.App.Fsck;

/// <summary>The log as the database has it, made again from its entries and compared with every file that is served.</summary>
internal sealed class LogLook(DataFolder folder, LogLedger ledger, VerifierKey key, VerifierKey promises, FsckReport report, bool repair)
{
    private readonly TreeBuilder tree = new();
    private readonly BatchWalk walk = new();
    private readonly MemoryStream[] rows = [.. Enumerable.Range(0, 8).Select(_ => new MemoryStream())];
    private readonly long[] at = new long[8];
    private readonly SortedDictionary<long, byte[]?> roots = [];
    private readonly List<(string Path, byte[] Bytes)> missing = [];

    /// <summary>Entries under the last signed checkpoint.</summary>
    public long Size { get; private set; }

    /// <summary>Entries under the checkpoint that readers see.</summary>
    public long PublishedSize { get; private set; }

    /// <summary>What is owed to auditors, by the log's own facts.</summary>
    public AuditLook Audit { get; } = new();

    /// <summary>What the log says of requests to homes and of quarters, in order.</summary>
    public List<Fact> Oversight { get; } = [];

    /// <summary>The root at this size: one of those that were asked for.</summary>
    public byte[]? RootAt(long size) => roots.GetValueOrDefault(size);

    /// <param name="sizes">Whose roots are asked for besides.</param>
    public async Task Run(IEnumerable<long> sizes, CancellationToken cancel)
    {
        // The file before the database: it is never ahead of it, however the server goes on between the two.
        var shown = Shown();
        var state = await ledger.State(folder.Company.Origin);
        Size = state?.Size ?? 0;
        foreach (var size in sizes.Append(shown?.Size ?? 0).Append(Size).Where(size => size <= Size)) roots[size] = null;
        await Read(cancel);
        Signed(state);
        Published(shown, state, await ledger.Published(folder.Company.Origin));
        Vkey();
    }

    private string Full(string relative) => Path.Combine(folder.Ledger, relative);

    private async Task Read(CancellationToken cancel)
    {
        using var bundle = new MemoryStream();
        Remember();
        while (tree.Size < Size)
        {
            cancel.ThrowIfCancellationRequested();
            var most = (int)Math.Min(TilePath.Width - (tree.Size % TilePath.Width), Size - tree.Size);
            var some = await ledger.Sequenced(tree.Size, most);
            if (some.Count == 0)
            {
                report.Add("fsck-log-places", "record_entry", string.Create(CultureInfo.InvariantCulture, $"No entry has the place {tree.Size}; {Size} were signed"));
                return;
            }

            if (tree.Size == 0) First(some[0].Bytes);
            for (var i = 0; i < some.Count; i++)
            {
                EntryBundle.Append(bundle, some[i].Bytes);
                Take(tree.Size + i, some[i].Bytes);
            }

            Grow(Rfc6962.Leaves([.. some.Select(entry => (ReadOnlyMemory<byte>)entry.Bytes)]));
            if (tree.Size % TilePath.Width != 0) continue;
            Compare(TilePath.Entries((tree.Size / TilePath.Width) - 1), null, bundle.ToArray());
            bundle.SetLength(0);
        }

        var (index, width) = (Size / TilePath.Width, (int)(Size % TilePath.Width));
        if (width > 0) Compare(TilePath.Entries(index, width), TilePath.Entries(index), bundle.ToArray());
        for (var level = 0; level < rows.Length; level++)
        {
            if (rows[level].Length > 0) Compare(TilePath.Tile(level, at[level], (int)rows[level].Length / 32), TilePath.Tile(level, at[level]), rows[level].ToArray());
        }
    }

    private void Take(long index, byte[] entry)
    {
        var fact = entry is [(byte)'{', ..] && Facts.Parse(entry).TryGet(out var parsed, out _) ? parsed : null;
        foreach (var wrong in walk.Take(index, EntryKind.Of(entry), fact)) report.Add("fsck-batch-differs", string.Create(CultureInfo.InvariantCulture, $"entry {index}"), wrong.Code);
        if (fact is null) return;
        if (fact.Number is >= 45 and <= 51) Oversight.Add(fact);
        Audit.Take(index, fact);
    }

    /// <summary>In stretches that end where a root is asked for.</summary>
    private void Grow(byte[] leaves)
    {
        var (start, end) = (tree.Size, tree.Size + (leaves.Length / 32));
        foreach (var size in roots.Keys.Where(size => size > start && size < end).Append(end).ToArray())
        {
            tree.Append(leaves.AsSpan((int)(tree.Size - start) * 32, (int)(size - tree.Size) * 32), (level, _, hashes) =>
            {
                if (level % 8 == 0) Add(level / 8, hashes);
            });
            Remember();
        }
    }

    private void Remember()
    {
        if (roots.ContainsKey(tree.Size)) roots[tree.Size] = tree.Root();
    }

    private void Add(int level, ReadOnlySpan<byte> hashes)
    {
        rows[level].Write(hashes);
        if (rows[level].Length < TilePath.Width * 32) return;
        Compare(TilePath.Tile(level, at[level]++), null, rows[level].ToArray());
        rows[level].SetLength(0);
    }

    /// <param name="fuller">The file that takes its place once the log has grown, and begins with it.</param>
    private void Compare(string relative, string? fuller, byte[] expected)
    {
        var there = ReadIfThere(relative);
        if (there is null && fuller is not null && ReadIfThere(fuller) is { } full) there = full.AsSpan(0, Math.Min(full.Length, expected.Length)).ToArray();
        if (there is null) missing.Add((relative, expected));
        else if (!there.AsSpan().SequenceEqual(expected)) report.Add("fsck-tile-differs", $"ledger/{relative}");
    }

    private void First(byte[] entry)
    {
        if (!Facts.Parse(entry).TryGet(out var fact, out _) || fact is not Fact.LogOpened opened || opened.Origin != folder.Company.Origin || opened.PromiseKey != promises.ToString())
            report.Add("fsck-opened-differs", "entry 0");
    }

    private void Signed(LogState? state)
    {
        if (state is null) return;
        if (!Checkpoint.Open(state.Note, [key]).TryGet(out var signed, out var refusal) || signed.Size != state.Size)
            report.Add("fsck-log-note", "log_state", refusal?.Code ?? string.Create(CultureInfo.InvariantCulture, $"signed at {signed!.Size}, counted {state.Size}"));
        var whole = tree.Size == Size && signed is not null && tree.Root().AsSpan().SequenceEqual(signed.Root);
        if (signed is not null && !whole) report.Add("fsck-log-root", "log_state");

        // Only what the signed root vouches for is written.
        foreach (var (path, bytes) in missing) report.Add("fsck-tile-missing", $"ledger/{path}", mended: repair && whole && Mending.WriteIfMissing(Full(path), bytes) ? "Made again from the database." : null);
    }

    /// <summary>Null where there is none that can be read; that has been told.</summary>
    private Checkpoint? Shown()
    {
        if (ReadIfThere(TilePath.Checkpoint) is not { } bytes) return null;
        if (Checkpoint.Open(System.Text.Encoding.UTF8.GetString(bytes), [key]).TryGet(out var shown, out var refusal)) return shown;
        report.Add("fsck-checkpoint-false", "ledger/checkpoint", refusal.Code);
        return null;
    }

    private void Published(Checkpoint? shown, LogState? state, string? kept)
    {
        // What the server publishes when it starts; that readers see nothing until then is a finding of its own.
        var note = kept ?? state?.Note;
        var due = note is not null && Checkpoint.Open(note, [key]).TryGet(out var opened, out _) ? opened : null;
        PublishedSize = Math.Min((shown ?? due)?.Size ?? 0, Size);
        if (shown is null)
        {
            if (note is null || File.Exists(Full(TilePath.Checkpoint))) return;
            var mends = repair && due is not null && Mending.WriteIfMissing(Full(TilePath.Checkpoint), System.Text.Encoding.UTF8.GetBytes(note));
            report.Add("fsck-checkpoint-missing", "ledger/checkpoint", mended: mends ? "Published again from the database." : null);
        }
        else if (shown.Size > Size)
        {
            report.Add("fsck-checkpoint-ahead", "ledger/checkpoint", string.Create(CultureInfo.InvariantCulture, $"{shown.Size} entries are shown, {Size} were signed"));
        }
        else if (RootAt(shown.Size) is { } root && !root.AsSpan().SequenceEqual(shown.Root))
        {
            report.Add("fsck-checkpoint-forked", "ledger/checkpoint");
        }
        else if (shown.Size < Size)
        {
            report.Add("fsck-checkpoint-behind", "ledger/checkpoint", string.Create(CultureInfo.InvariantCulture, $"{shown.Size} entries are shown, {Size} were signed"));
        }
    }

    private void Vkey()
    {
        var line = $"{key}\n";
        if (ReadIfThere(TilePath.VerifierKey) is { } there)
        {
            if (System.Text.Encoding.UTF8.GetString(there) != line) report.Add("fsck-vkey-differs", "ledger/vkey");
            return;
        }

        if (Size == 0) return;
        var mended = repair && Mending.WriteIfMissing(Full(TilePath.VerifierKey), System.Text.Encoding.UTF8.GetBytes(line));
        report.Add("fsck-vkey-differs", "ledger/vkey", "It is missing", mended ? "Written again from keys/log." : null);
    }

    private byte[]? ReadIfThere(string relative)
    {
        try
        {
            return File.ReadAllBytes(Full(relative));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
