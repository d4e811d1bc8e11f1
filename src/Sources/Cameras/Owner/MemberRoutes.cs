using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Sources.Cameras.Owner;

internal sealed record MemberRequest(string Mail);

internal sealed record MemberLine(int Member);

/// <summary>
/// Other accounts that belong to a home. An invitation is answered alike whether or not an account has the address, and shows to its
/// owner only when it was taken up: nobody learns here who is a customer.
/// </summary>
internal sealed class MemberRoutes(IStore store, AccountSource accounts, ContactBook contacts, InviteMail mails, MailKey mailKey, TimeProvider time)
{
    private const string Home = HomeRoutes.Mine + "/{home}";

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder pages, string attempts)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Home + "/members", async (string home, MemberRoutes use, Caller caller) => Asked.Answer(await use.List(caller, home)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Home + "/members", async (string home, HttpContext http, MemberRoutes use, Caller caller) => Asked.Done(await use.Invite(caller, home, await Asked.Json<MemberRequest>(http))))
            .RequireAuthorization(policy).AskedByScript().RequireRateLimiting(attempts);
        pages.MapDelete(Home + "/members/{member}", async (string home, int member, MemberRoutes use, Caller caller) => Asked.Done(await use.Remove(caller, home, member)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Home + "/membership", async (string home, MemberRoutes use, Caller caller) => Asked.Done(await use.Accept(caller, home)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapDelete(Home + "/membership", async (string home, MemberRoutes use, Caller caller) => Asked.Done(await use.Leave(caller, home)))
            .RequireAuthorization(policy).AskedByScript();
    }

    internal Task<Result<IReadOnlyList<MemberLine>>> List(Caller caller, string text) => store.Look<Result<IReadOnlyList<MemberLine>>>(async work =>
        (await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var refusal)
            ? await work.Db().Set<HomeMember>().Where(m => m.HomeId == seen.Id && m.State == MemberState.Member).OrderBy(m => m.Number).Select(m => new MemberLine(m.Number)).ToListAsync()
            : refusal);

    private async Task<Result<bool>> Invite(Caller caller, string text, MemberRequest request)
    {
        if (!IdentifierForms.Normalise(IdentifierForms.Email, request.Mail).TryGet(out var address, out var malformed)) return malformed with { Field = "/mail" };
        var now = time.GetUtcNow();

        // Made for every address, so that how long it takes says nothing.
        var mail = await mails.To(address, now + Lasts);
        return await store.Act<bool>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Run)).TryGet(out var seen, out var refusal)) return refusal;
            var (db, home) = (work.Db(), seen.Id);
            await db.Set<HomeMember>().Where(m => m.HomeId == home && m.State == MemberState.Invited && m.EndsAt <= now).ExecuteDeleteAsync();
            var there = await db.Set<HomeMember>().AsNoTracking().Where(m => m.HomeId == home).ToListAsync();
            var number = there.Count == 0 ? 1 : there.Max(m => m.Number) + 1;
            var invited = false;
            foreach (var (account, _) in await accounts.WithMail(work, contacts, address))
            {
                if (account == seen.Home.AccountId || there.Any(m => m.AccountId == account)) continue;

                // The bound is silent for what is not taken up: else it would tell which addresses have accounts.
                if (there.Count >= CameraOptions.MostMembers) break;
                var row = new HomeMember { HomeId = home, AccountId = account, Number = number++, State = MemberState.Invited, EndsAt = now + Lasts };
                db.Add(row);
                there.Add(row);
                invited = true;
            }

            if (invited) _ = MailQueue.Owe(work, mailKey, mail, now, now + Lasts);

            return there.Count(m => m.State == MemberState.Member) >= CameraOptions.MostMembers ? CameraRefusals.ManyMembers : true;
        });
    }

    internal Task<Result<bool>> Remove(Caller caller, string text, int member) => store.Act<bool>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var refusal)) return refusal;
        await work.Db().Set<HomeMember>().Where(m => m.HomeId == seen.Id && m.Number == member && m.State == MemberState.Member).ExecuteDeleteAsync();
        return true;
    });

    private Task<Result<bool>> Accept(Caller caller, string text) => store.Act<bool>(async work =>
    {
        var (account, now) = (caller.Account!.Value, time.GetUtcNow());
        if (!HomeId.TryParse(text, out var home)) return CameraRefusals.NoHome;
        var mine = work.Db().Set<HomeMember>().Where(m => m.HomeId == home && m.AccountId == account);
        var joined = await mine.Where(m => m.State == MemberState.Invited && m.EndsAt > now)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MemberState.Member).SetProperty(m => m.EndsAt, (DateTimeOffset?)null));
        return joined == 1 || await mine.AnyAsync(m => m.State == MemberState.Member) ? true : CameraRefusals.NoHome;
    });

    private Task<Result<bool>> Leave(Caller caller, string text) => store.Act<bool>(async work =>
    {
        var account = caller.Account!.Value;
        if (!HomeId.TryParse(text, out var home)) return CameraRefusals.NoHome;
        return await work.Db().Set<HomeMember>().Where(m => m.HomeId == home && m.AccountId == account).ExecuteDeleteAsync() == 1 ? true : CameraRefusals.NoHome;
    });
}
