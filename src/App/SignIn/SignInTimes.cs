namespace Writ.App.SignIn;

/// <summary>How long things last.</summary>
/// <param name="Idle">A session nobody uses.</param>
/// <param name="Longest">A session, however busy.</param>
/// <param name="Fresh">After signing in, how long a device may be added without doing it again.</param>
/// <param name="Link">An invitation of staff and of those outside; an officer's is <see cref="Agencies.Officers.OfficerLimits.InvitationDays"/>.</param>
/// <param name="Warning">Before the idle end, when a page with nothing typed in gives warning.</param>
/// <param name="MailLink">A customer's link by mail.</param>
internal sealed record SignInTimes(TimeSpan Idle, TimeSpan Longest, TimeSpan Fresh, TimeSpan Link, TimeSpan Warning, TimeSpan MailLink)
{
    public static SignInTimes Usual { get; } = new(
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(12), TimeSpan.FromMinutes(10), TimeSpan.FromDays(3), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(15));
}
