using Writ.Base;

namespace Writ.Agencies.Officers;

/// <summary>Numbers of officers' access. Each is configuration (<c>officers.json</c>) with this default, stricter and never laxer; each edge has a test.</summary>
public sealed record OfficerLimits
{
    public const string FileName = "officers.json";

    private static readonly OfficerLimits Usual = new();

    /// <summary>Days for which an officer's invitation works.</summary>
    public int InvitationDays { get; init; } = 90;

    /// <summary>Days without any use after which an officer's access is switched off.</summary>
    public int IdleDays { get; init; } = 360;

    // Methods: a property would be a member of the file, and one that is passed over.
    public TimeSpan Invitation() => TimeSpan.FromDays(InvitationDays);

    public TimeSpan Idle() => TimeSpan.FromDays(IdleDays);

    /// <param name="open">A file by its name; null where there is none.</param>
    /// <returns>Refusal <c>agencies-officers-file</c>.</returns>
    public static Result<OfficerLimits> Read(Func<string, Stream?> open) => NumbersFile.Read<OfficerLimits>(open, FileName, "agencies-officers-file", Check);

    private static void Check(OfficerLimits l, NumberBounds bounds) => bounds
        .Within(l.InvitationDays, 1, Usual.InvitationDays)
        .Within(l.IdleDays, 7, Usual.IdleDays);
}
