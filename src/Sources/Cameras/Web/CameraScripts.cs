using Writ.Kit;

namespace Writ.Sources.Cameras.Web;

/// <summary>The modules of the cameras' pages: what opens footage, what pages share, and one for each page.</summary>
internal static class CameraScripts
{
    internal static readonly KitScript Bytes = Of("bytes.mjs");

    internal static readonly KitScript Holders = Of("holders.mjs", Bytes);

    private static readonly KitScript HomeKeys = Of("home.mjs", Bytes, Holders);

    private static readonly KitScript Clips = Of("clips.mjs", Bytes, Holders);

    private static readonly KitScript Codes = Of("pairing.mjs", Bytes);

    private static readonly KitScript Ask = Of("ask.mjs");

    private static readonly KitScript Keeper = Of("keeper.mjs", Bytes, Holders);

    private static readonly KitScript Place = Of("place.mjs");

    private static readonly KitScript Mine = Of("mine.mjs", Ask, Bytes, Holders, HomeKeys, Keeper, Place);

    private static readonly KitScript Common = Of("page.mjs", Ask, KitScript.Visible);

    private static readonly KitScript Looks = Of("looks.mjs", Ask, Bytes, Holders);

    private static readonly KitScript Timeline = Of("timeline.mjs", Ask, Bytes, Clips);

    private static readonly KitScript Feed = Of("feed.mjs");

    private static readonly KitScript Player = Of("player.mjs", Clips, Feed);

    private static readonly KitScript Whole = Of("whole.mjs", Ask, Bytes, Clips, KitScript.Sha256);

    private static readonly KitScript Live = Of("live.mjs", Ask, Bytes, Feed);

    private static readonly KitScript Shapes = Of("shapes.mjs");

    public static KitScript HomesPage { get; } = Of("homes-page.mjs", Ask, Common, Mine, Timeline);

    public static KitScript PairPage { get; } = Of("pair-page.mjs", Ask, Bytes, Codes, Common, Holders, Keeper, Mine);

    public static KitScript WatchPage { get; } = Of("watch-page.mjs", Ask, Common, Feed, Live, Looks, Mine, Player, Timeline, Whole);

    public static KitScript SettingsPage { get; } = Of("settings-page.mjs", Ask, Common, Mine, Place, Shapes, Timeline);

    public static KitScript PeoplePage { get; } = Of("people-page.mjs", Ask, Bytes, Codes, Common, Holders, Keeper, Mine);

    public static KitScript LooksPage { get; } = Of("looks-page.mjs", Common, Looks, Mine);

    public static KitScript EverythingPage { get; } = Of("everything-page.mjs", Ask, Common, Keeper, Looks, Mine, Timeline, Whole);

    public static IReadOnlyList<KitScript> All { get; } =
    [
        Bytes, Holders, HomeKeys, Clips, Codes, Ask, Keeper, Place, Mine, Common, Looks, Timeline, Feed, Player, Whole, Live, Shapes,
        HomesPage, PairPage, WatchPage, SettingsPage, PeoplePage, LooksPage, EverythingPage,
    ];

    private static KitScript Of(string name, params IReadOnlyList<KitScript> imports) => KitScript.Embedded(typeof(CameraScripts).Assembly, name, imports);
}
