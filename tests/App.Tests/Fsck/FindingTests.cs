using Writ.App.Data;
using Writ.App.Fsck;
using Writ.App.Serve;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.App.Tests.Fsck;

/// <summary>Each finding of the catalogue, made true by breaking one thing.</summary>
public sealed class FindingTests(WholeFolder whole) : IClassFixture<WholeFolder>
{
    private const string Clip = "INSERT INTO home_clip (home_id, clip_id, camera_id, day, state, header, keep_until, pinned, video_blob, video_size, video_received, poster_blob, "
        + "poster_size, poster_received, card_blob, card_size, card_received) VALUES ('hom_1', 'clp_1', 'cam_1', '2026-03-09', 'Complete', x'00', '2026-04-01', 0, "
        + "'blb_0123456789abcdef', 9, 9, 'blb_1123456789abcdef', 9, 9, 'blb_2123456789abcdef', 9, 9)";

    private const string Equity = "published/oversight/2025-q4-equity.json";

    private static readonly Dictionary<string, Action<BrokenFolder>> Breaks = new(StringComparer.Ordinal)
    {
        ["fsck-not-checked"] = folder => File.Delete(folder["keys/log"]),
        ["fsck-database-missing"] = folder => File.Delete(folder["db/writ.db"]),
        ["fsck-database-damaged"] = folder => Overwrite(folder["db/writ.db"], 4096 * 3, 4096 * 8),
        ["fsck-database-older"] = folder => folder.Sql("DELETE FROM schema_version WHERE number = 15"),
        ["fsck-database-newer"] = folder => folder.Sql("INSERT INTO schema_version VALUES (9999, '9999_later.sql')"),
        ["fsck-database-reference"] = folder => folder.Sql("DELETE FROM officer"),
        ["fsck-log-places"] = folder => folder.Sql("UPDATE log_state SET through_seq = through_seq - 1"),
        ["fsck-log-note"] = folder =>
        {
            // The root's first letter is another one, whichever it was.
            var lines = folder.Ask("SELECT note FROM log_state").Split('\n');
            lines[2] = (lines[2][0] == 'A' ? 'B' : 'A') + lines[2][1..];
            folder.Sql($"UPDATE log_state SET note = '{string.Join('\n', lines)}'");
        },
        ["fsck-log-root"] = folder => folder.Sql("UPDATE record_entry SET bytes = x'4101' || randomblob(32) WHERE seq = 40"),
        ["fsck-tile-missing"] = folder => File.Delete(folder["ledger/tile/entries/000"]),
        ["fsck-tile-differs"] = folder => folder.Change(folder["ledger/tile/0/000"]),
        ["fsck-vkey-differs"] = folder => File.WriteAllText(folder["ledger/vkey"], "other+key"),
        ["fsck-checkpoint-missing"] = folder => File.Delete(folder["ledger/checkpoint"]),
        ["fsck-checkpoint-false"] = folder => folder.Change(folder["ledger/checkpoint"], 10),
        ["fsck-checkpoint-ahead"] = folder => Sign(folder, size => size + 1),
        ["fsck-checkpoint-forked"] = folder => Sign(folder, size => size),
        ["fsck-checkpoint-behind"] = folder => Sign(folder, size => size - 3, true),
        ["fsck-opened-differs"] = folder => File.WriteAllBytes(folder["keys/promises"], new byte[32]),
        ["fsck-promise-broken"] = folder =>
        {
            Sign(folder, _ => 2, true);
            folder.Now = folder.Now.AddDays(2);
        },
        ["fsck-promise-due"] = folder =>
        {
            Sign(folder, _ => 2, true);
            folder.Now = folder.Now.AddHours(20);
        },
        ["fsck-promise-false"] = folder => folder.Sql("UPDATE demand SET promise = (SELECT promise FROM demand ORDER BY id LIMIT 1)"),
        ["fsck-glass-owed"] = folder => folder.Sql(Glass(folder.Now.AddHours(-1))),
        ["fsck-glass-overdue"] = folder => folder.Sql(Glass(folder.Now.AddHours(-73))),
        ["fsck-opening-differs"] = folder => folder.Sql("UPDATE demand SET register_opening = (SELECT register_opening FROM demand ORDER BY id LIMIT 1)"),
        ["fsck-blob-missing"] = folder => File.Delete(folder.Blob()),
        ["fsck-blob-size"] = folder => Append(folder.Blob()),
        ["fsck-blob-false"] = folder => folder.Change(folder.Blob()),
        ["fsck-production-envelope"] = folder => folder.Sql("UPDATE gate_production SET recipients = 'somebody else'"),
        ["fsck-blob-orphan"] = folder => folder.Old("blobs/00/blb_00zzzzzzzzzzzzzz"),
        ["fsck-blob-row-orphan"] = folder => folder.Sql("INSERT INTO small_blob VALUES ('blb_00zzzzzzzzzzzzzz', x'00')"),
        ["fsck-clip-missing"] = folder => folder.Sql(Clip),
        ["fsck-clip-size"] = folder =>
        {
            folder.Sql(Clip);
            folder.Old("blobs/01/blb_0123456789abcdef", [1, 2, 3]);
        },
        ["fsck-record-form"] = folder => folder.Sql("UPDATE account_record SET header = x'010203' WHERE id = (SELECT MIN(id) FROM account_record)"),
        ["fsck-report-missing"] = folder => File.Delete(folder["published/reports/2026-h1/v1-openings.jsonl"]),
        ["fsck-report-differs"] = folder => folder.Change(folder["published/reports/2026-h1/v1.json"]),
        ["fsck-report-fact"] = folder => folder.Sql("UPDATE published_report SET sha256 = 'another'"),
        ["fsck-report-index"] = folder => File.WriteAllText(folder["published/reports/index.json"], "[]"),
        ["fsck-report-draft"] = folder => folder.Old("published/reports/2026-h1/v2.json"),
        ["fsck-quarter-missing"] = folder => File.Delete(folder[Equity]),
        ["fsck-quarter-differs"] = folder => folder.Change(folder[Equity]),
        ["fsck-quarter-fact"] = folder => folder.Sql("UPDATE oversight_file SET path = 'oversight/another.json' WHERE kind = 'Equity'"),
        ["fsck-quarter-again"] = folder => folder.Sql("UPDATE record_entry SET bytes = (SELECT bytes FROM record_entry WHERE instr(bytes, CAST('equity-report-published' AS BLOB)) > 0) WHERE seq = 200"),
        ["fsck-quarter-form"] = folder => folder.Sql("UPDATE oversight_file SET document = document || ' '"),
        ["fsck-quarter-recount"] = folder => folder.Sql("UPDATE oversight_file SET document = replace(document, '\"outside\":0', '\"outside\":1') WHERE kind = 'Equity'"),
        ["fsck-key-missing"] = folder => File.Delete(folder["keys/blobs"]),
        ["fsck-key-length"] = folder => File.WriteAllBytes(folder["keys/people"], new byte[31]),
        ["fsck-open-to-others"] = folder =>
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["keys/log"], UnixFileMode.UserRead | UnixFileMode.GroupRead);
        },
        ["fsck-vault-missing"] = folder => Directory.Delete(folder["vault"], true),
        ["fsck-vault-damaged"] = folder => Overwrite(folder["vault/journal"], 60, 4),
        ["fsck-vault-torn"] = folder => Append(folder["vault/journal"]),
        ["fsck-vault-ahead"] = folder => folder.Sql("UPDATE log_state SET size = 1"),
        ["fsck-vault-forked"] = folder => folder.Sql("UPDATE record_entry SET bytes = x'4101' || randomblob(32) WHERE seq = 2"),
        ["fsck-vault-key-missing"] = folder => folder.Sql("UPDATE account_record SET account_id = 'acc_0000000000000000' WHERE id = (SELECT MIN(id) FROM account_record)"),
        ["fsck-vault-unreachable"] = folder => folder.Vault = new VaultPlace(folder["nobody.sock"]),
        ["fsck-job-stuck"] = folder => folder.Sql("INSERT INTO job VALUES ('release', 'aut_1', 0, 4, 'vault-unreachable')"),
        ["fsck-leftover"] = folder => folder.Old("blobs/00/blb_00zzzzzzzzzzzzzz.draft"),
    };

    public static TheoryData<string> Codes() => new(Catalogue.All.Select(kind => kind.Code));

    [Fact]
    public async Task A_whole_folder_has_nothing_to_find()
    {
        using var folder = new BrokenFolder(whole.Root);
        var before = Everything(folder);
        var report = await folder.Look();
        Assert.Empty(report.Kept.Select(finding => $"{finding.Kind.Code} {finding.Place} {finding.Detail}"));
        Assert.Equal(0, report.ExitCode);
        Assert.Equal(["keys and folders", "the database", "the vault", "the record", "the vault's keys", "rows", "sealed files", "reports", "quarters"], report.Looked);
        Assert.Equal(before, Everything(folder));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_finding_is_found_where_it_is_true_and_nothing_is_changed(string code)
    {
        Assert.True(Breaks.TryGetValue(code, out var breaks), $"Nothing makes {code} true");
        using var folder = new BrokenFolder(whole.Root);
        breaks(folder);
        var before = Everything(folder);
        var report = await folder.Look();
        var kind = Catalogue.Of(code);
        Assert.Contains(code, report.Kept.Select(finding => finding.Kind.Code));
        Assert.True(report.ExitCode >= (int)kind.Severity);
        Assert.Equal(before, Everything(folder));
        using var text = new StringWriter();
        report.Print(text);
        Assert.Contains(kind.Do, text.ToString(), StringComparison.Ordinal);
        Assert.Contains(report.ToJson()["findings"]!.AsArray(), finding => finding!["code"]!.GetValue<string>() == code);
    }

    [Fact]
    public void Nothing_is_broken_here_that_the_catalogue_does_not_know() => Assert.Equal(Catalogue.All.Select(kind => kind.Code).Order(StringComparer.Ordinal), Breaks.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_a_running_server_is_writing_at_this_moment_is_no_finding()
    {
        using var folder = new BrokenFolder(whole.Root);
        foreach (var name in new[] { "blb_00zzzzzzzzzzzzzz", "blb_00yyyyyyyyyyyyyy.draft" })
        {
            folder.Old($"blobs/00/{name}");
            File.SetLastWriteTimeUtc(folder[$"blobs/00/{name}"], folder.Now.UtcDateTime.AddHours(-23));
        }

        Assert.Empty((await folder.Look()).Kept);
    }

    private static string[] Everything(BrokenFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith("-wal", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")];

    /// <summary>Its entry is on its way into the log.</summary>
    private static string Glass(DateTimeOffset used) =>
        "INSERT INTO record_entry (bytes) VALUES (x'7b7d'); "
        + $"INSERT INTO glass_used (sha256, vault, records, used_at, fact_seq) VALUES ('{new string('a', 64)}', 'vlt_0000000000000000', 1, {used.UtcTicks}, (SELECT MAX(seq) FROM record_entry))";

    private static void Append(string path) => File.WriteAllBytes(path, [.. File.ReadAllBytes(path), 0]);

    private static void Overwrite(string path, int at, int count)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(Enumerable.Repeat((byte)0xee, count).ToArray());
    }

    /// <summary>Shows readers another checkpoint that the log's key signed.</summary>
    private static void Sign(BrokenFolder folder, Func<long, long> size, bool genuine = false)
    {
        using var key = DataFolder.Open(folder.Root).LogKey();
        var log = new LogFolder(folder["ledger"]);
        var shown = Checkpoint.Open(log.ReadCheckpoint()!, [key.Verifier]).Value;
        var now = size(shown.Size);
        var root = genuine ? log.RootAt(now, shown.Size) : new byte[32];
        log.WriteCheckpoint(key.SignNote(new Checkpoint(shown.Origin, now, root).ToText()));
    }
}
