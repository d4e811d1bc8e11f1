using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Kit;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Session;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Sample;

internal sealed record SampleModel(string Token, string Title);

/// <summary><c>/sample/sign-in/{token}</c>, mapped in a sample data folder only. A page first: fetching a link must change nothing.</summary>
internal static class SampleRoutes
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sample/sign-in/{token}", async (HttpContext http, string token, SampleLinks links, IStore store) =>
                await Find(token, links, store) is { } person
                    ? await PageAnswers.Show<SamplePage>(http, new SampleModel(token, person.Title))
                    : DeskAnswers.Refused(SignInRefusals.LinkEnded))
            .AllowAnonymous().RequireRateLimiting(Attempts.Policy);
        pages.MapPost("/sample/sign-in/{token}", async (
            HttpContext http, string token, SampleLinks links, IStore store, TimeProvider time, SignInTimes times, SessionCookie cookie, OfficerAccess access) =>
        {
            if (await Find(token, links, store) is not { } person) return DeskAnswers.Refused(SignInRefusals.LinkEnded);
            if (OfficerId.TryParse(person.Subject, out var officer) && await access.Use(officer) is { } off) return DeskAnswers.Refused(off);
            var now = time.GetUtcNow();
            var begun = await store.Act<string>(async work => await Sessions.Begin(work, person, SessionStart.Sample, null, now, now + times.Longest));
            if (!begun.TryGet(out var secret, out var refusal)) return DeskAnswers.Refused(refusal);
            await cookie.Begin(http, secret, person.Subject);
            return DeskAnswers.GoTo(SignInAddress.Home);
        }).AllowAnonymous().RequireRateLimiting(Attempts.Policy);
    }

    private static async Task<Person?> Find(string token, SampleLinks links, IStore store) =>
        links.SubjectOf(token) is { } subject && await store.Look(work => Persons.Find(work, subject)) is { EndedAt: null } person ? person : null;
}
