using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Owner;
using Writ.Store;

namespace Writ.Sources.Cameras.Web;

/// <param name="Camera">Empty on pages of a whole home.</param>
/// <param name="AtHome">The hub serves the page.</param>
internal sealed record CameraPlace(string Home, string Camera, bool AtHome = false)
{
    /// <summary>No home chosen.</summary>
    public static CameraPlace None { get; } = new(string.Empty, string.Empty);
}

/// <summary>The pages themselves hold nothing of a home: they are shells, and our scripts fill them with what the browser opens.</summary>
internal static class CameraPages
{
    private const string Home = HomeRoutes.Mine + "/{home}";

    private const string Camera = Home + "/watch/{camera}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(HomeRoutes.Mine, (HttpContext http, Caller caller) => DeskAnswers.Show<HomesPage>(http)).RequireAuthorization(policy).LoadsScript();
        pages.MapGet(HomeRoutes.Mine + "/pair", (HttpContext http, Caller caller) => DeskAnswers.Show<PairPage>(http)).RequireAuthorization(policy).LoadsScript();
        pages.MapGet(HomeRoutes.Mine + "/publish", (string? post, IStore store, Caller caller) => Publish(store, caller, post)).RequireAuthorization(policy);
        pages.MapGet(Home + "/publish", (string home, HttpContext http, IStore store, Caller caller) => Show<PublishPage>(http, store, caller, home))
            .RequireAuthorization(policy).PlaysVideo();
        pages.MapGet(Camera, (string home, string camera, HttpContext http, IStore store, Caller caller) => Show<WatchPage>(http, store, caller, home, camera))
            .RequireAuthorization(policy).PlaysVideo();
        pages.MapGet(Camera + "/settings", (string home, string camera, HttpContext http, IStore store, Caller caller) => Show<SettingsPage>(http, store, caller, home, camera))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapGet(Home + "/people", (string home, HttpContext http, IStore store, Caller caller) => Show<PeoplePage>(http, store, caller, home))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapGet(Home + "/who-looked", (string home, HttpContext http, IStore store, Caller caller) => Show<LooksPage>(http, store, caller, home))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapGet(Home + "/requests", (string home, HttpContext http, IStore store, Caller caller) => Show<RequestsPage>(http, store, caller, home))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapGet(Home + "/answer", (string home, HttpContext http, IStore store, Caller caller) => Show<AnswerPage>(http, store, caller, home))
            .RequireAuthorization(policy).PlaysVideo();
        pages.MapGet(Home + "/grants", (string home, HttpContext http, IStore store, Caller caller) => Show<GrantsPage>(http, store, caller, home))
            .RequireAuthorization(policy).LoadsScript();
        pages.MapGet(Home + "/everything", (string home, HttpContext http, IStore store, Caller caller) => Show<EverythingPage>(http, store, caller, home))
            .RequireAuthorization(policy).LoadsScript();
    }

    /// <summary>From a draft of the feed to the page that makes a clip for it, in the caller's own home; where there is none, to how one comes to be.</summary>
    private static async Task<IResult> Publish(IStore store, Caller caller, string? post)
    {
        var account = caller.Account;
        var homes = await store.Look(work => work.Db().Set<Home>().AsNoTracking().Where(h => h.AccountId == account && h.State == HomeState.Active).Select(h => h.Id).ToListAsync());
        if (homes is not [var home, ..] || !IdText.Fits("pst", post ?? string.Empty)) return DeskAnswers.GoTo(HomeRoutes.Mine);
        return DeskAnswers.GoTo($"{HomeRoutes.Mine}/{home}/publish#post={post}");
    }

    /// <summary>Of a home that they belong to, and a camera whose id could be one; what is there the script asks.</summary>
    private static async Task<IResult> Show<TPage>(HttpContext http, IStore store, Caller caller, string home, string? camera = null)
        where TPage : DeskPage
    {
        var seen = await store.Look(work => HomeDoor.Enter(work, caller, home, Wish.Watch));
        if (!seen.TryGet(out var entered, out var refusal)) return DeskAnswers.Refused(refusal);
        if (camera is not null && !CameraId.TryParse(camera, out _)) return DeskAnswers.Refused(CameraRefusals.NoCamera);
        return await DeskAnswers.Show<TPage>(http, new CameraPlace(entered.Id.Text, camera ?? string.Empty));
    }
}
