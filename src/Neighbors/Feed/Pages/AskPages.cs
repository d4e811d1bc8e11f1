using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Rules;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>A passer-by asks, without an account; a resident reads it, and may have one of three answers relayed.</summary>
internal sealed class AskPages(IStore store, WriteAsk writing, RelayAnswer relaying, NeighborsOptions options, FeedLimits limits, TimeProvider time)
{
    public const string Form = "/ask";

    public const string Root = FeedPages.List + "/asks";

    public static void Map(IEndpointRouteBuilder pages, string attempts)
    {
        pages.MapGet(Form, (HttpContext http, AskPages use) => use.New(http)).AllowAnonymous();
        pages.MapPost(Form, (HttpContext http, AskPages use) => use.Send(http)).AllowAnonymous().RequireRateLimiting(attempts);
        pages.MapGet(Form + "/sent", (HttpContext http, AskPages use) => use.Sent(http)).AllowAnonymous();
        var policy = Scopes.Page(Scopes.OwnFeed);
        pages.MapGet(Root + "/{id}", (HttpContext http, string id, AskPages use) => use.Show(http, id)).RequireAuthorization(policy);
        pages.MapPost(Root + "/{id}/answer", (HttpContext http, string id, AskPages use, Caller caller) => use.Answer(http, id, caller)).RequireAuthorization(policy);
    }

    private Task<IResult> New(HttpContext http) => Ask(http, new TypedAsk(), null);

    private Task<IResult> Sent(HttpContext http) => DeskAnswers.Show<AskSentPage>(http, LimitWords.Time(limits.AskLasts));

    private async Task<IResult> Send(HttpContext http)
    {
        var form = await Posted.Read(http);
        var typed = TypedAsk.Of(form);
        var done = await writing.Handle(form.Line("once"), typed);
        return done.Ok ? DeskAnswers.GoTo(Form + "/sent") : await Ask(http, typed.ForPage(), done.Refusal);
    }

    private Task<IResult> Ask(HttpContext http, TypedAsk typed, Refusal? refusal) =>
        DeskAnswers.Show<AskPage>(http, new AskForm(typed, IdText.New(FeedAsk.Prefix), options.Zone.Id, limits), refusal);

    private async Task<IResult> Answer(HttpContext http, string id, Caller caller)
    {
        var done = await relaying.Handle(id, (await Posted.Read(http)).Line("answer"), caller);
        return done.Ok ? DeskAnswers.GoTo($"{Root}/{id}", "relayed") : await Show(http, id, done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, string id, Refusal? refusal = null)
    {
        var row = await store.Look(work => FeedBook.Ask(work, id));
        return row is { State: AskState.Published } && row.UntilAt > time.GetUtcNow()
            ? await DeskAnswers.Show<AskedPage>(http, new AskView(row, options.Zone), refusal)
            : DeskAnswers.Refused(FeedRefusals.Unknown);
    }
}
