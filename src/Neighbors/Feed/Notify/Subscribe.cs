using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Feed.Notify;

/// <summary>A browser's address and keys, as its script sends them; base64url.</summary>
internal sealed record PushSubscription(string Endpoint, string P256dh, string Auth);

/// <summary>Switches messages on for one browser, and off for all of somebody's.</summary>
internal sealed class Subscribe(IStore store, FeedKey key, FeedLimits limits, TimeProvider time)
{
    /// <summary>Refusals <c>feed-push-address</c>, <c>feed-push-keys</c>, <c>feed-push-many</c>, <c>feed-no-place</c>.</summary>
    public async Task<Result<bool>> On(PushSubscription browser, Caller caller)
    {
        if (!PushAddress.IsPossible(browser.Endpoint)) return FeedRefusals.PushAddress;
        if (Bytes(browser.P256dh) is not { } point || !WebPush.IsKey(point) || Bytes(browser.Auth) is not { Length: WebPush.AuthLength }) return FeedRefusals.PushKeys;
        var (name, account) = (key.Rows.NameOf($"push {browser.Endpoint}"), caller.Account!.Value);
        return await store.Act<bool>(async work =>
        {
            if ((await FeedBook.Found(work, account))?.Cell is null) return FeedRefusals.NoPlace;
            var box = key.Rows.Seal(name, JsonSerializer.SerializeToUtf8Bytes(browser));
            if (await work.Db().Set<FeedPush>().FindAsync(name) is { } there)
            {
                if (there.Account == account)
                {
                    there.Sealed = box;
                    return true;
                }

                // Somebody else used this browser before; it tells whoever switched it on last.
                work.Db().Remove(there);
                await work.Db().SaveChangesAsync();
            }

            if (await work.Db().Set<FeedPush>().CountAsync(p => p.Account == account) >= limits.MostPushes) return FeedRefusals.TooManyPushes;
            work.Db().Add(new FeedPush { Name = name, Account = account, Sealed = box, At = time.GetUtcNow() });
            return true;
        });
    }

    public Task<Result<bool>> Off(Caller caller) => store.Act<bool>(async work =>
    {
        var account = caller.Account!.Value;
        work.Db().RemoveRange(await work.Db().Set<FeedPush>().Where(p => p.Account == account).ToListAsync());
        return true;
    });

    public PushSubscription? Open(FeedPush row) => key.Rows.Open(row.Name, row.Sealed).TryGet(out var bytes, out _) ? JsonSerializer.Deserialize<PushSubscription>(bytes) : null;

    public static byte[]? Bytes(string? text)
    {
        if (text is not { Length: > 0 and <= 200 }) return null;
        try
        {
            return System.Buffers.Text.Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
