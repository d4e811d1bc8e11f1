using Writ.Agencies.Officers;
using Writ.Kit;
using Writ.App.SignIn.Devices;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Invite;

/// <param name="Title">Who is invited, by role.</param>
/// <param name="Other">Who is signed in in this browser now, if that is somebody else.</param>
/// <param name="Staff">A member of staff, who may use the company's own sign-in.</param>
/// <param name="Form">What was typed, and what is wrong with it.</param>
internal sealed record InvitationModel(string Token, string Title, DateTimeOffset ExpiresAt, string? Other, bool Staff, DeviceForm Form);

/// <summary><c>/invitation/{token}</c>: a one-time link at which its person registers a passkey, and is then signed in.</summary>
internal static class InvitationRoutes
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/invitation/{token}", async (HttpContext http, string token, IStore store, TimeProvider time) =>
                await store.Look(work => Invitations.Find(work, token, time.GetUtcNow())) is { } found
                    ? await Page(http, token, found, DeviceForm.Empty)
                    : DeskAnswers.Refused(SignInRefusals.LinkEnded))
            .AllowAnonymous().LoadsScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost("/invitation/{token}/options", async (string token, IStore store, TimeProvider time, PasskeyChecks checks) =>
                await store.Look(work => Invitations.Find(work, token, time.GetUtcNow())) is { } found
                    ? Results.Text(await checks.AskForNew(found.Person), "application/json")
                    : DeskAnswers.Refused(SignInRefusals.LinkEnded))
            .AllowAnonymous().AskedByScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost("/invitation/{token}", Use).AllowAnonymous().LoadsScript().RequireRateLimiting(Attempts.Policy);
    }

    private static async Task<IResult> Use(
        HttpContext http, string token, IStore store, TimeProvider time, SignInTimes times, PasskeyChecks checks, SessionCookie cookie, OfficerAccess access)
    {
        if (await store.Look(work => Invitations.Find(work, token, time.GetUtcNow())) is not { } found)
            return DeskAnswers.Refused(SignInRefusals.LinkEnded);
        if (OfficerId.TryParse(found.Person.Subject, out var officer) && await access.Use(officer) is { } off) return DeskAnswers.Refused(off);
        var form = await DeviceForm.Read(http);
        if (form.Wrong is not null) return await Page(http, token, found, form);
        var made = await checks.New(form.Answer, found.Person, form.Name);
        if (!made.TryGet(out var passkey, out var refusal)) return await Page(http, token, found, form with { Wrong = refusal });
        var begun = await store.Act<string>(async work =>
        {
            var now = time.GetUtcNow();
            if (await Invitations.Find(work, token, now) is not var (invitation, person)) return SignInRefusals.LinkEnded;
            if (await Store.People.Passkeys.ByCredential(work, passkey.CredentialId) is not null) return SignInRefusals.DeviceTaken;
            (invitation.EndedAt, invitation.Ending) = (now, InvitationEnding.Used);
            await Store.People.Passkeys.Add(work, passkey);
            return await Sessions.Begin(work, person, SessionStart.Invitation, passkey.Id, now, now + times.Longest);
        });
        if (!begun.TryGet(out var secret, out refusal))
        {
            return refusal == SignInRefusals.LinkEnded
                ? DeskAnswers.Refused(refusal)
                : await Page(http, token, found, form with { Wrong = refusal });
        }

        await cookie.Begin(http, secret, found.Person.Subject);
        return DeskAnswers.GoTo($"{SignInAddress.Account}?said={Notices.Word(Notice.DeviceAdded)}");
    }

    private static async Task<IResult> Page(HttpContext http, string token, (Store.People.Invitation Invitation, Person Person) found, DeviceForm form)
    {
        var present = await SessionCookie.Present(http);
        var other = present is not null && present.Person.Subject != found.Person.Subject ? present.Person.Title : null;
        return await PageAnswers.Show<InvitationPage>(
            http, new InvitationModel(token, found.Person.Title, found.Invitation.ExpiresAt, other, found.Person is { Kind: CallerKind.Staff, Office: null }, form), form.Status);
    }
}
