namespace Writ.Sources.Cameras;

/// <param name="HomeQuota">Bytes of clips of one home at most.</param>
public sealed record CameraOptions(long HomeQuota = 50L * 1024 * 1024 * 1024)
{
    /// <summary>The company, as it signs its mails.</summary>
    public string Company { get; init; } = string.Empty;

    /// <summary>Postal address and unit of the company, one line each; may be empty.</summary>
    public IReadOnlyList<string> Letterhead { get; init; } = [];

    /// <summary>Where strangers find the site, as it is typed. Asked when a mail is made.</summary>
    public Func<IServiceProvider, string> Site { get; init; } = _ => string.Empty;

    /// <summary>Clips of one home at most, so that a home of tiny clips is bounded too.</summary>
    internal const int MostClips = 250_000;

    internal const int MostCameras = 32;

    internal const int MostStatements = 1_000;

    internal const int MostMembers = 8;

    /// <summary>The oldest looks go when there are more.</summary>
    internal const int KeptLooks = 20_000;

    /// <summary>Days for which a clip can be kept at most without a pin.</summary>
    internal const int MostDays = 400;

    /// <summary>Bytes of content of a box of profile or settings.</summary>
    internal const int MostSettings = 48 * 1024;

    internal const int MostHealth = 12 * 1024;

    internal const int MostLook = 3 * 1024;
}
