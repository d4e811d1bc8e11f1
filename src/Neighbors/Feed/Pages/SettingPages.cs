using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Mute;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Radius;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>Where somebody looks, what they do not want to see, and whether they are told of news.</summary>
internal sealed class SettingPages(IStore store, FeedViews views, SetPlace places, MuteItem mutes, Subscribe browsers)
{
    public const string Page = FeedPages.List + "/settings";

    private const string Off = FeedPages.List + "/off/{token}";

    private const int MostJson = 4096;

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnFeed);
        pages.MapGet(Page, (HttpContext http, SettingPages use, Caller caller) => use.Show(http, caller)).RequireAuthorization(policy).LoadsScript();
        pages.MapPost(Page, (HttpContext http, SettingPages use, Caller caller) => use.Place(http, caller)).RequireAuthorization(policy).LoadsScript();
        pages.MapPost(Page + "/mail", (HttpContext http, SettingPages use, Caller caller) => use.Mails(http, caller)).RequireAuthorization(policy).LoadsScript();
        pages.MapPost(FeedPages.List + "/mutes", (HttpContext http, SettingPages use, Caller caller) => use.Mute(http, caller)).RequireAuthorization(policy);
        pages.MapPost(FeedPages.List + "/mutes/end", (HttpContext http, SettingPages use, Caller caller) => use.Unmute(http, caller)).RequireAuthorization(policy);
        pages.MapPost(FeedPages.List + "/push", (HttpContext http, SettingPages use, Caller caller) => use.PushOn(http, caller)).RequireAuthorization(policy).AskedByScript().TakesUpTo(MostJson);
        pages.MapPost(FeedPages.List + "/push/end", (SettingPages use, Caller caller) => use.PushOff(caller)).RequireAuthorization(policy);
        pages.MapGet(Off, (HttpContext http, string token) => ShowOff(http, token)).AllowAnonymous();
    }

    /// <summary>RFC 8058: the mail program posts without cookies, so no form of ours can be asked for; the token is in the address, and a redirect would not be followed.</summary>
    public static void MapOff(IEndpointRouteBuilder app, string attempts) => app.MapPost(Off, async (HttpContext http, string token, StopMails stopping) =>
    {
        PageSecurity.Apply(http.Response);
        http.Response.Headers.CacheControl = "no-store";
        _ = await stopping.Handle(token);
        return await ShowStopped(http);
    }).AllowAnonymous().RequireRateLimiting(attempts).ExcludeFromDescription().WithPageSecurity();

    private static Task<IResult> ShowOff(HttpContext http, string token) => DeskAnswers.Show<MailsOffPage>(http, token);

    private static Task<IResult> ShowStopped(HttpContext http) => DeskAnswers.Show<MailsOffPage>(http, string.Empty);

    private async Task<IResult> Place(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var (place, near, reach) = (form.Line("place"), form.Line("near"), form.Line("reach"));
        var done = await places.Place(place.Length > 0 ? place : near, reach, caller);
        if (done.Ok) return DeskAnswers.GoTo(Page, "placed");
        return await Show(http, caller, done.Refusal, Cells.Typed(place, "/place").Ok ? place : string.Empty, reach);
    }

    private async Task<IResult> Mails(HttpContext http, Caller caller)
    {
        var done = await places.Mails((await Posted.Read(http)).Line("mail"), caller);
        return done.Ok ? DeskAnswers.GoTo(Page, "mails") : await Show(http, caller, done.Refusal);
    }

    private async Task<IResult> Mute(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var done = await mutes.Mute(form.Line("kind"), form.Line("subject"), caller);
        return done.Ok ? DeskAnswers.GoTo(FeedPages.List, "muted") : DeskAnswers.Refused(done.Refusal);
    }

    private async Task<IResult> Unmute(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        _ = await mutes.Unmute(form.Line("kind"), form.Line("subject"), caller);
        return DeskAnswers.GoTo(Page, "unmuted");
    }

    private async Task<IResult> PushOn(HttpContext http, Caller caller)
    {
        PushSubscription? browser;
        try
        {
            browser = await JsonSerializer.DeserializeAsync<PushSubscription>(http.Request.Body, JsonSerializerOptions.Web, http.RequestAborted);
        }
        catch (JsonException)
        {
            browser = null;
        }

        var done = browser is { Endpoint: not null } ? await browsers.On(browser, caller) : FeedRefusals.PushKeys;
        return done.TryGet(out _, out var refusal) ? Results.NoContent() : DeskAnswers.Refused(refusal);
    }

    private async Task<IResult> PushOff(Caller caller)
    {
        var done = await browsers.Off(caller);
        return done.Ok ? DeskAnswers.GoTo(Page, "push-off") : DeskAnswers.Refused(done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, Refusal? refusal = null, string? place = null, string? reach = null) =>
        await DeskAnswers.Show<FeedSettingsPage>(http, await store.Look(work => views.Settings(work, caller, place, reach)), refusal);
}
