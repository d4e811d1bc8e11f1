using Writ.Agencies;
using Writ.Agencies.Officers;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Invite;

/// <param name="Link">Shown once; whoever opens it registers a passkey as this person.</param>
public sealed record InvitationView(string Subject, string Link, DateTimeOffset ExpiresAt);

/// <param name="Title">Role and unit, for a new person.</param>
/// <param name="Roles">reviewer, approver, desk, verifier, staffing; for a new person.</param>
/// <param name="Person">stf_... of somebody who is known already and needs a new device; then title and roles stay.</param>
public sealed record InviteStaffRequest(string? Title, IReadOnlyList<string>? Roles, string? Person = null);

/// <param name="Ended">Sessions, devices, open invitations and tokens are over.</param>
public sealed record EndedView(string Subject, DateTimeOffset Ended);

/// <summary>Makes one-time links, and ends a person's access.</summary>
internal sealed class InviteUse(IStore store, TimeProvider time, AgencyRegister agencies, PublicAddress address, SignInTimes times, OfficerAccess access, OfficerLimits limits)
{
    /// <summary>An officer, enrolled by the desk. Their entry as a person is made with their first invitation.</summary>
    public Task<Result<InvitationView>> Officer(OfficerId officer, string by) => store.Act<InvitationView>(async work =>
    {
        if (await agencies.Title(work, officer) is not { } known) return AgencyRefusals.Unknown;
        if (await access.LetIn(work, officer) is { } off) return off == AgencyRefusals.OfficerOff ? SignInRefusals.NoSuchPerson : off;
        var person = await Persons.Find(work, officer.Text)
            ?? await Persons.Enrol(work, CallerKind.Officer, officer.Text, known.Agency, known.Title, ["officer"], by, time.GetUtcNow());
        return await Link(work, person, by);
    });

    /// <summary>An officer who was switched off, by an admin of their agency.</summary>
    public Task<Result<InvitationView>> OfficerAgain(OfficerId officer, Caller admin) => store.Act<InvitationView>(async work =>
    {
        if (await access.LetInAgain(work, officer, admin) is { } off) return off;
        var known = await agencies.Title(work, officer);
        var person = await Persons.Find(work, officer.Text)
            ?? await Persons.Enrol(work, CallerKind.Officer, officer.Text, known!.Agency, known.Title, ["officer"], admin.Subject, time.GetUtcNow());
        return await Link(work, person, admin.Subject);
    });

    /// <summary>A member of staff, new or known.</summary>
    public async Task<Result<InvitationView>> Staff(InviteStaffRequest request, string by)
    {
        if (request.Person is { } subject)
        {
            if (subject == by) return SignInRefusals.Self;
            return await store.Act<InvitationView>(async work =>
                StaffId.TryParse(subject, out _) && await Persons.Find(work, subject) is { } person ? await Link(work, person, by) : SignInRefusals.NoSuchPerson);
        }

        var checks = new Checks();
        checks.Line(request.Title, 120, "/title");
        if (request.Roles is not { Count: > 0 } || !request.Roles.All(Roles.OfStaff.Contains)) checks.Add(SignInRefusals.UnknownRole);
        if (!checks.Ok) return checks.Refusal;
        return await store.Act<InvitationView>(async work =>
        {
            var person = await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, request.Title!, request.Roles!.Distinct(), by, time.GetUtcNow());
            await StaffApprovers.Enrol(work, person.Subject, request.Roles!, time.GetUtcNow());
            return await Link(work, person, by);
        });
    }

    /// <summary>Somebody of neither side, named for an agency before.</summary>
    public Task<Result<InvitationView>> Outside(string subject, string by) => store.Act<InvitationView>(async work =>
        OutsideId.TryParse(subject, out _) && await Persons.Find(work, subject) is { Office: not null } person ? await Link(work, person, by) : SignInRefusals.NoSuchPerson);

    public async Task<Result<EndedView>> End(string subject, CallerKind kind, string by)
    {
        if (subject == by) return SignInRefusals.Self;
        return await store.Act<EndedView>(async work =>
        {
            if (kind == CallerKind.Officer)
                return OfficerId.TryParse(subject, out var officer) && await access.End(work, officer, by) ? new EndedView(subject, time.GetUtcNow()) : SignInRefusals.NoSuchPerson;
            if (await Persons.Find(work, subject) is not { EndedAt: null } person || person.Kind != kind) return SignInRefusals.NoSuchPerson;
            await Persons.End(work, person, by, time.GetUtcNow());
            await ApproverBook.Remove(work, subject, StaffApprovers.Ended, time.GetUtcNow());
            return new EndedView(subject, time.GetUtcNow());
        });
    }

    private async Task<Result<InvitationView>> Link(IWork work, Person person, string by)
    {
        if (person.EndedAt is not null) return SignInRefusals.NoSuchPerson;
        var now = time.GetUtcNow();
        var expires = now + (person.Kind == CallerKind.Officer ? limits.Invitation() : times.Link);
        var token = await Invitations.Make(work, person.Subject, by, now, expires);
        return new InvitationView(person.Subject, $"{address.Origin}/invitation/{token}", expires);
    }
}
