namespace Writ.Gate.Grants;

/// <summary>Numbers of grants.</summary>
/// <param name="Sample">A sample folder, in which nothing has to hide how many grants there are.</param>
public sealed record GrantOptions(bool Sample)
{
    /// <summary>Days for which a grant can be opened at most, and for which it can be renewed once.</summary>
    public int MostDays { get; init; } = 90;

    /// <summary>Bytes of a sealed file at most.</summary>
    public long MostFile { get; init; } = 80L * 1024 * 1024;

    /// <summary>Grants of one account that live at one time at most, offers among them.</summary>
    public int MostLiving { get; init; } = 50;

    /// <summary>An owner's word without its file is forgotten after this.</summary>
    public TimeSpan OfferLasts { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A signature may be so old when it comes.</summary>
    public TimeSpan ConsentLasts { get; init; } = TimeSpan.FromHours(1);

    /// <summary>By so much a device's clock may be ahead.</summary>
    public TimeSpan ClockAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An officer has so many days to say that what they took is deleted.</summary>
    public int DeletionDays { get; init; } = 7;

    /// <summary>How often it is looked whether the agencies' partnerships still stand.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(5);
}
