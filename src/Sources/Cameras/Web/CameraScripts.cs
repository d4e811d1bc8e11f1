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

    private static readonly KitScript Keeper = Of("keeper.mjs", KitScript.BrowserTable, Bytes, Holders);

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

    /// <summary>What an owner's page has the hub do.</summary>
    public static KitScript Orders { get; } = Of("orders.mjs", Ask, Bytes, Holders);

    private static readonly KitScript Match = Of("match.mjs", Bytes);

    private static readonly KitScript Edits = Of("edits.mjs", Shapes);

    private static readonly KitScript Ground = Of("ground.mjs");

    private static readonly KitScript Requests = Of("requests.mjs", Ask, Bytes, Match, Orders, Timeline);

    private static readonly KitScript AskedWords = Of("asked.mjs", Common, Ground, KitScript.Visible);

    private static readonly KitScript Derived = Of("derived.mjs", Bytes, Holders);

    private static readonly KitScript Editor = Of("editor.mjs", Common, Edits, Shapes);

    private static readonly KitScript Give = Of("give.mjs", Ask, Bytes, Holders);

    private static readonly KitScript GrantWords = Of("grants.mjs");

    private static readonly KitScript Answer = Of("answer.mjs", Common);

    private static readonly KitScript Work = Of("work.mjs");

    private static readonly KitScript Result = Of("result.mjs", Common, Derived, Editor, Edits, Orders, Work);

    private static readonly KitScript Cut = Of("cut.mjs", Ask, Common, Editor, Edits, Feed, Orders, Player, Result, Timeline, Work);

    private static readonly KitScript GiveForm = Of("give-form.mjs", Answer, Common, Give, GrantWords, Work);

    public static KitScript HomesPage { get; } = Of("homes-page.mjs", Ask, Common, Mine, Timeline);

    public static KitScript PairPage { get; } = Of("pair-page.mjs", Ask, Bytes, Codes, Common, Holders, Keeper, Mine);

    public static KitScript WatchPage { get; } = Of("watch-page.mjs", Ask, Common, Feed, Live, Looks, Mine, Player, Timeline, Whole);

    public static KitScript SettingsPage { get; } = Of("settings-page.mjs", Ask, Common, Mine, Place, Shapes, Timeline);

    public static KitScript PeoplePage { get; } = Of("people-page.mjs", Ask, Bytes, Codes, Common, Holders, Keeper, Mine);

    public static KitScript LooksPage { get; } = Of("looks-page.mjs", Common, Looks, Mine);

    public static KitScript EverythingPage { get; } = Of("everything-page.mjs", Ask, Common, Keeper, Looks, Mine, Timeline, Whole);

    public static KitScript RequestsPage { get; } = Of("requests-page.mjs", AskedWords, Common, Mine, Requests, Timeline);

    public static KitScript AnswerPage { get; } = Of(
        "answer-page.mjs", Ask, Answer, AskedWords, Common, Cut, Edits, Give, GiveForm, GrantWords, Match, Mine, Requests, Result, Work);

    public static KitScript PublishPage { get; } = Of("publish-page.mjs", Ask, Common, Cut, Edits, Looks, Mine, Timeline, Work);

    public static KitScript GrantsPage { get; } = Of("grants-page.mjs", Ask, AskedWords, Common, GrantWords, Match, KitScript.Visible);

    public static IReadOnlyList<KitScript> All { get; } =
    [
        Bytes, Holders, HomeKeys, Clips, Codes, Ask, Keeper, Place, Mine, Common, Looks, Timeline, Feed, Player, Whole, Live, Shapes, Orders,
        Match, Edits, Ground, Requests, AskedWords, Derived, Editor, Give, Answer, Work, Result, Cut, GiveForm, GrantWords, RequestsPage, AnswerPage, PublishPage, GrantsPage,
        HomesPage, PairPage, WatchPage, SettingsPage, PeoplePage, LooksPage, EverythingPage,
    ];

    private static KitScript Of(string name, params IReadOnlyList<KitScript> imports) => KitScript.Embedded(typeof(CameraScripts).Assembly, name, imports);
}
