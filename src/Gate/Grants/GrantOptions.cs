using Writ.Base;

namespace Writ.Gate.Grants;

/// <param name="Sample">A sample folder, in which nothing has to hide how many grants there are.</param>
/// <param name="Limits">Null: the usual numbers.</param>
public sealed record GrantOptions(bool Sample, GrantLimits? Limits = null)
{
    public GrantLimits Limits { get; } = Limits ?? new GrantLimits();

    /// <summary>How often it is looked whether the agencies' partnerships still stand.</summary>
    public TimeSpan LookEvery { get; } = TimeSpan.FromMinutes(5);
}

/// <summary>Every number of grants. Each is configuration (<c>grants.json</c>) with this default, stricter and never laxer; each edge has a test.</summary>
public sealed record GrantLimits
{
    public const string FileName = "grants.json";

    private static readonly GrantLimits Usual = new();

    /// <summary>Days for which a grant can be opened at most, and for which it can be renewed once.</summary>
    public int MostDays { get; init; } = 90;

    /// <summary>An officer has so many days to say that what they took is deleted.</summary>
    public int DeletionDays { get; init; } = 7;

    /// <summary>Grants of one account that live at one time at most, offers among them.</summary>
    public int MostLiving { get; init; } = 50;

    /// <summary>Bytes of a sealed file at most.</summary>
    public long MostFile { get; init; } = 80L * 1024 * 1024;

    /// <summary>An owner's word without its file is forgotten after this.</summary>
    public TimeSpan OfferLasts { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A signature may be so old when it comes.</summary>
    public TimeSpan ConsentLasts { get; init; } = TimeSpan.FromHours(1);

    /// <summary>By so much a device's clock may be ahead.</summary>
    public TimeSpan ClockAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <param name="open">A file by its name; null where there is none.</param>
    /// <returns>Refusal <c>gate-grants-file</c>.</returns>
    public static Result<GrantLimits> Read(Func<string, Stream?> open) => NumbersFile.Read<GrantLimits>(open, FileName, "gate-grants-file", Check);

    private static void Check(GrantLimits l, NumberBounds bounds) => bounds
        .Within(l.MostDays, 1, Usual.MostDays)
        .Within(l.DeletionDays, 1, Usual.DeletionDays)
        .Within(l.MostLiving, 1, Usual.MostLiving)
        .Within(l.MostFile, 1024 * 1024, Usual.MostFile)

        // Shorter than a large file takes to come, nobody could give anything.
        .Within(l.OfferLasts, TimeSpan.FromMinutes(10), Usual.OfferLasts)
        .Within(l.ConsentLasts, TimeSpan.FromMinutes(10), Usual.ConsentLasts)
        .Within(l.ClockAhead, TimeSpan.FromMinutes(1), Usual.ClockAhead);
}
