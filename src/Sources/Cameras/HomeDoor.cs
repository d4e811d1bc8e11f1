using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.Sources.Cameras;

/// <summary>What somebody wants in a home.</summary>
internal enum Wish
{
    /// <summary>Whoever belongs to it.</summary>
    Watch,

    /// <summary>The owner alone, also where the hub was replaced.</summary>
    Decide,

    /// <summary>The owner alone, and a hub is there to do it.</summary>
    Run,
}

/// <param name="Owner">False: a member.</param>
internal sealed record HomeSeen(Home Home, bool Owner)
{
    public HomeId Id => Home.Id;
}

/// <summary>Who may do what in which home. Whoever has no part in a home is told that there is none. A hub comes for the people whom it let in at home.</summary>
internal static class HomeDoor
{
    /// <summary>Refusals <c>sources-no-such-home</c>, <c>sources-not-the-owner</c>, <c>sources-home-replaced</c>.</summary>
    public static async Task<Result<HomeSeen>> Enter(IWork work, Caller caller, string home, Wish wish)
    {
        if (!HomeId.TryParse(home, out var id)) return CameraRefusals.NoHome;
        var db = work.Db();
        if (await db.Set<Home>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id) is not { State: HomeState.Active or HomeState.Replaced } found) return CameraRefusals.NoHome;
        var owner = found.AccountId == caller.Account;
        if (caller.Kind == CallerKind.Hub) return found.State == HomeState.Active && id == Own(caller) ? new HomeSeen(found, Owner: true) : CameraRefusals.NoHome;
        if (caller.Account is not { } account) return CameraRefusals.NoHome;
        if (!owner && !await db.Set<HomeMember>().AnyAsync(m => m.HomeId == id && m.AccountId == account && m.State == MemberState.Member)) return CameraRefusals.NoHome;
        if (wish != Wish.Watch && !owner) return CameraRefusals.NotOwner;
        if (wish == Wish.Run && found.State != HomeState.Active) return CameraRefusals.HomeReplaced;
        return new HomeSeen(found, owner);
    }

    /// <summary>The hub's own home; null where its token was taken back meanwhile.</summary>
    public static async Task<Home?> OfHub(IWork work, Caller hub)
    {
        var id = Own(hub);
        return await work.Db().Set<Home>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.State == HomeState.Active);
    }

    public static HomeId Own(Caller hub) => HomeId.FromTrusted(hub.Subject);

    /// <summary>The chain as it is stored, verified anew.</summary>
    public static async Task<HomeChain> Chain(IWork work, HomeId home)
    {
        var texts = await work.Db().Set<HomeStatementRow>().AsNoTracking().Where(s => s.HomeId == home).OrderBy(s => s.Number).Select(s => s.Text).ToListAsync();
        return HomeChain.Read(texts).Value;
    }

    public static string Text(byte[] signed) => Encoding.UTF8.GetString(signed);

    public static byte[] Bytes(string signed) => Encoding.UTF8.GetBytes(signed);
}
