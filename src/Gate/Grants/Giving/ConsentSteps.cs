using Writ.Agencies;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Sources.Cameras.Grants;

namespace Writ.Gate.Grants.Giving;

/// <summary>
/// What must hold before anything leaves on an owner's consent, in this order. The first refusal wins; no step can grant what another refuses. Asked when the
/// owner's word comes, and again in the act in which its file does.
/// </summary>
internal static class ConsentSteps
{
    public static IReadOnlyList<ConsentStep> InOrder(OwnersHand hand, IGrantDoor door, AgencyRegister agencies, GrantOptions options) =>
    [
        new OwnersDeviceSigned(hand),
        new ConsentIsFresh(options),
        new RequestIsOpenOrPassingIsAsked(door),
        new AgencyIsInForce(door),
        new OfficerMayReceive(agencies),
        new OfficerIsActive(),
        new KeysAreTheOfficers(agencies),
        new DaysAreInRange(options),
        new TermsAreCurrent(),
        new FileIsNotTooLarge(options),
        new RecordHidesHowMany(options),
    ];
}

/// <summary>One condition. Answers null to let the next step look, or the refusal.</summary>
internal abstract class ConsentStep
{
    public abstract Task<Refusal?> Check(ConsentCase given);

    protected static Task<Refusal?> Holds(bool holds, Refusal otherwise) => Task.FromResult(holds ? null : otherwise);
}

/// <summary>A consent on its way through the steps, with what they find out.</summary>
/// <param name="Keys">Thumbprints that the key was wrapped to.</param>
/// <param name="Asked">When the owner's word came.</param>
internal sealed record ConsentCase(
    IWork Work, Caller Owner, SignedText Signed, GrantConsent Consent, IReadOnlyList<string> Keys, long Size, DateTimeOffset Asked, DateTimeOffset Now)
{
    /// <summary>The ask that this answers, where it passes an earlier grant on.</summary>
    public GrantPassing? Passing { get; set; }
}
