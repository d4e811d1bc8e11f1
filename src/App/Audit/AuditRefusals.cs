using Writ.Base;

namespace Writ.App.Audit;

internal static class AuditRefusals
{
    public static Refusal Export { get; } = new(
        "audit-export-unreadable", "This folder is no whole export for auditors; take it again from whoever made it, with all its files.");

    public static Refusal NotEmpty { get; } = new("audit-folder-not-empty", "The folder to write to has something in it; name another.", RefusalKind.Conflict);

    public static Refusal NoAuditor { get; } = new("audit-no-auditor", "No auditor is designated now, so there is nobody to seal the export to.", RefusalKind.Conflict);

    public static Refusal Unknown { get; } = new("audit-auditor-unknown", "There is no such auditor; writ auditor list names them.", RefusalKind.NotFound);

    public static Refusal Retired { get; } = new("audit-auditor-retired", "This auditor is retired already.", RefusalKind.Conflict);

    public static Refusal Designated { get; } = new("audit-key-designated", "This key is designated already; an auditor has one key of their own.", RefusalKind.Conflict);

    public static Refusal TooMany { get; } = new("audit-too-many-auditors", "Eight auditors are designated, and there cannot be more at a time; retire one first.", RefusalKind.Conflict);

    public static Refusal Words { get; } = new(
        "audit-words", "A name or reason is 1 to 200 characters without line breaks, and a time such as 2026-01-31T09:00:00Z, not before now.", RefusalKind.Invalid);
}
