namespace Writ.App.Fsck;

/// <summary>How bad a finding is; the worst one is the exit code.</summary>
internal enum Severity
{
    /// <summary>Harmless, or it mends itself: exit 0.</summary>
    Note,

    /// <summary>To be looked at, nothing is lost: exit 1.</summary>
    Warning,

    /// <summary>Something is lost, false or about to break: exit 2.</summary>
    Error,
}

/// <param name="Means">One sentence.</param>
/// <param name="Do">A command or a page.</param>
internal sealed record FindingKind(string Code, Severity Severity, string Means, string Do);

/// <summary>Everything that <c>writ fsck</c> can find. The table of docs/operate/fsck.md is this one.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<FindingKind> All { get; } =
    [
        new("fsck-not-checked", Severity.Error, "This part could not be looked at, so nothing is known of it.", "Mend what the finding names (another user, a disk, an earlier finding), and run it again."),

        new("fsck-database-missing", Severity.Error, "There is no database: everything that was acknowledged is in it.", "Restore the whole folder from a backup of one moment; see README.md, Folders, keys, backup."),
        new("fsck-database-damaged", Severity.Error, "The database file is not whole.", "Stop the server, keep a copy of `db/` as it is, and restore the folder from a backup; look at the disk."),
        new("fsck-database-older", Severity.Warning, "Migrations of this program have not run yet.", "Start the server once with this program; it runs them. Then run this again, for rows were not looked at."),
        new("fsck-database-newer", Severity.Error, "A newer program has changed this database.", "Use that program, or a newer one; never start an older one on it."),
        new("fsck-database-reference", Severity.Error, "A row names another that is not there.", "Keep a copy of `db/`, and restore from a backup: no program here leaves this behind."),

        new("fsck-log-places", Severity.Error, "Entries and their places in the log do not fit together.", "Do not start the server: what it signs next could contradict what was signed. Restore the newest database."),
        new("fsck-log-note", Severity.Error, "The checkpoint last signed is not signed by the key in `keys/log`, or is of another size than was counted.", "Restore `keys/` and `db/` of one moment; see README.md."),
        new("fsck-log-root", Severity.Error, "The entries in the database do not give the root that was signed.", "Do not start the server; keep everything, and restore the newest database whose root is the signed one."),
        new("fsck-tile-missing", Severity.Error, "A file of the log that readers are promised is not there.", "`writ fsck --repair` makes it again from the database."),
        new("fsck-tile-differs", Severity.Error, "A file of the log is not what the entries hash to.", "Move the file aside, then `writ fsck --repair` makes it again from the database."),
        new("fsck-vkey-differs", Severity.Error, "`ledger/vkey` is missing or is not the key that signs.", "If it is missing, `writ fsck --repair`; if it is another, compare `keys/log` with a backup before anything is signed."),
        new("fsck-checkpoint-missing", Severity.Warning, "Readers are shown no checkpoint, though one was signed.", "Start the server, which publishes it, or `writ fsck --repair`."),
        new("fsck-checkpoint-false", Severity.Error, "The checkpoint that readers are shown cannot be read, or its signature is false.", "Start the server, which writes it anew; find out who changed it."),
        new("fsck-checkpoint-ahead", Severity.Error, "Readers were shown a larger log than the database knows: the database went back in time.", "Never sign with it; see ../refusals/ledger-rolled-back.md."),
        new("fsck-checkpoint-forked", Severity.Error, "Readers are shown a checkpoint that is no moment of the log in the database.", "Keep both; stop the server, and find out who signed. See ../refusals/verify-split-view.md."),
        new("fsck-checkpoint-behind", Severity.Note, "Readers are shown an older checkpoint than was signed last.", "Nothing while the server runs or waits for witnesses; `writ doctor` says what it waits for."),
        new("fsck-opened-differs", Severity.Error, "The first entry of the log is not that of this folder: another origin, or another promise key.", "Restore `keys/promises` and `company.json` that belong to this database."),

        new("fsck-promise-broken", Severity.Error, "A requester was promised that their entry would be public by now, and it is not.", "Start the server and see `writ doctor`; see ../refusals/verify-promise-broken.md for what they can show."),
        new("fsck-promise-due", Severity.Warning, "A promise ends within six hours and its entry is not public yet.", "Start the server, or see `writ doctor` for the witnesses it waits for."),
        new("fsck-promise-false", Severity.Error, "A kept promise is not signed by `keys/promises`, or is of another entry.", "Restore `keys/` and `db/` of one moment."),
        new("fsck-glass-overdue", Severity.Error, "A vault gave keys without the record more than 72 hours ago, and the published record does not say so.", "Mend what holds the record up (`writ doctor`); it is entered by itself, and everybody sees that it was late."),
        new("fsck-glass-owed", Severity.Warning, "A vault gave keys without the record, and the published record does not say so yet.", "Start the server; it is entered by itself once the record runs, and has to be there within 72 hours."),
        new("fsck-approval-false", Severity.Error, "What is kept as signed by a reviewer or approver does not open, is not signed, or does not cover its authorisation.", "Keep a copy of `db/`; find out who changed it. A release that waits on it ends; have it decided and approved again."),
        new("fsck-opening-differs", Severity.Error, "The opening that is kept of a demand does not open its entry: it can never be counted.", "Keep a copy of `db/`; restore from a backup, or publish a correction."),
        new("fsck-authorisation-opening-differs", Severity.Error, "The opening that is kept of an authorisation, a copy or a grant does not open its entry: nothing is released on it.", "Keep a copy of `db/`; restore from a backup, or authorise anew what was not released yet."),
        new("fsck-seal-key-missing", Severity.Error, "A key of a half-year is not in `keys/openings`: what is sealed under it opens nothing, so no report over that time is made and nothing recorded then is released.", "Put the file back from a backup of `keys/`, or bring the key back with the trustees: `writ seal-keys recover`, see audit.md."),
        new("fsck-dummy-differs", Severity.Error, "What is kept of a dummy does not open its leaf: no report over its batch can be proved.", "Keep a copy of `db/`; restore from a backup, for what was drawn is drawn once."),
        new("fsck-batch-differs", Severity.Error, "A batch or an epoch is not what its schedule says, or its rows are not what the record holds.", "Keep a copy of `db/`, and restore the newest that `writ fsck` passes; what is wrong in the log itself strangers find too, see ../refusals/verify-batch-size.md."),
        new("fsck-audit-missing", Severity.Error, "A leaf that an auditor must be able to open has nothing kept for them, or what is kept is another leaf's.", "Restore `db/` from a backup, for it was sealed once; see ../refusals/audit-ciphertext-missing.md for what the auditor finds."),

        new("fsck-blob-missing", Severity.Error, "A sealed file that a row names is not there.", "Restore it from a backup of `blobs/`; ask the requester to file the instrument again if there is none."),
        new("fsck-blob-size", Severity.Error, "A sealed file has another size than was kept.", "As for one that is missing."),
        new("fsck-blob-false", Severity.Error, "A sealed file is not the one that was kept, or does not open with the key in `keys/`.", "As for one that is missing; if all are false, the key is another folder's."),
        new("fsck-production-envelope", Severity.Error, "A production is sealed to other keys than the record of it says, or is no sealed file.", "Do not let it be downloaded; find out who changed row or file, and release anew."),
        new("fsck-blob-orphan", Severity.Warning, "No row names this file: a crash left it, or a row was lost.", "`writ fsck --repair` moves it to `found/`; delete it there once nothing is missed."),
        new("fsck-blob-row-orphan", Severity.Note, "No row names this small sealed file in the database: a crash left it.", "Nothing; it opens for nobody."),
        new("fsck-clip-missing", Severity.Error, "The file of a clip is not there.", "Restore it from a backup of `blobs/`; the owner's hub may hold its own copy, otherwise they delete the clip."),
        new("fsck-clip-size", Severity.Error, "The file of a clip is shorter or longer than was acknowledged.", "As for one that is missing."),
        new("fsck-record-form", Severity.Error, "A stored customer record is no sealed record: nobody can open it.", "Restore from a backup, or take it in again from the service."),

        new("fsck-report-missing", Severity.Error, "A file of a published report is not there.", "Restore it from a backup of `published/`, or from anyone's copy: the record binds its bytes."),
        new("fsck-report-differs", Severity.Error, "A file of a published report is not the one that the record names.", "As for one that is missing."),
        new("fsck-report-fact", Severity.Error, "The database says of a report what its fact in the record does not.", "The fact counts, for it is public; keep a copy of `db/`, and restore from a backup."),
        new("fsck-report-index", Severity.Warning, "The list of reports is not that of the record.", "Start the server, which writes it anew; if it is missing, `writ fsck --repair` does."),
        new("fsck-report-draft", Severity.Note, "A report's file that no fact names: a try that was not finished.", "Nothing; the site does not show it, and the next try writes over it."),

        new("fsck-quarter-missing", Severity.Error, "A file of a quarter (totals, equity) is not there.", "Start the server, which writes it again, or `writ fsck --repair` does."),
        new("fsck-quarter-differs", Severity.Error, "A published file of a quarter is not the one in the database.", "Move the file aside, then `writ fsck --repair` writes it again from the database."),
        new("fsck-quarter-fact", Severity.Error, "Database and record do not say the same of a file of a quarter.", "The fact counts, for it is public; keep a copy of `db/`, and restore from a backup."),
        new("fsck-quarter-again", Severity.Error, "The record holds a second file of a kind for one quarter: noise was drawn twice.", "Find out which program wrote it; the first counts, and the second has told more than it should."),
        new("fsck-quarter-form", Severity.Error, "A file of a quarter is not in the form of its specification.", "See ../refusals/ledger-oversight-malformed.md; keep a copy of `db/`, and restore from a backup."),
        new("fsck-quarter-recount", Severity.Error, "What a file of a quarter says does not follow from the record's requests or from its own counts.", "See ../refusals/verify-quarter-differs.md; strangers find it too."),

        new("fsck-key-missing", Severity.Error, "A key of this folder is not there.", "Restore `keys/` from a backup before the server starts: it must not make another."),
        new("fsck-key-length", Severity.Error, "A key of this folder is not 32 bytes long.", "Restore `keys/` from a backup."),
        new("fsck-open-to-others", Severity.Warning, "Other users of this machine may read this.", "`chmod -R go= ` on what is named, and think of who may have read it."),
        new("fsck-vault-missing", Severity.Error, "There is no vault in the folder, and none was named.", "Name the vault's socket with `--vault`, or restore `vault/`; see ../refusals/vault-elsewhere.md."),
        new("fsck-vault-damaged", Severity.Error, "The vault's folder is incomplete or its journal is damaged.", "See ../refusals/vault-journal-damaged.md and ../refusals/vault-folder-incomplete.md."),
        new("fsck-vault-torn", Severity.Note, "The vault's journal ends in half a frame, which nobody was answered for.", "Nothing; the vault cuts it off when it starts."),
        new("fsck-vault-ahead", Severity.Error, "The vault has seen a larger log than was signed here: the database went back in time.", "Never sign with it; restore the newest database. See ../refusals/ledger-rolled-back.md."),
        new("fsck-vault-forked", Severity.Error, "The vault has seen a checkpoint that is no moment of this log.", "Stop the server: it will release nothing. Database or vault belong to another folder or another moment."),
        new("fsck-vault-key-missing", Severity.Error, "Records of an account are stored, and the vault has no key for it: nobody can open them.", "Restore the newest `vault/`."),
        new("fsck-vault-unreachable", Severity.Warning, "The vault that was named does not answer, so it was not compared.", "Start it, and run this as the user that it answers; see ../refusals/vault-unreachable.md."),

        new("fsck-job-stuck", Severity.Warning, "Something owed has not been done for more than a day.", "Start the server; look up the code of its last answer under ../refusals/."),
        new("fsck-leftover", Severity.Note, "A file that was begun and never finished: a crash left it.", "Nothing; `writ fsck --repair` moves those in `blobs/` to `found/`, the rest you may delete while the server is stopped."),
    ];

    private static readonly Dictionary<string, FindingKind> ByCode = All.ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    public static FindingKind Of(string code) => ByCode[code];
}
