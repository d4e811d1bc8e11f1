using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.Sources.Cameras.Grants;

/// <summary>Whether what was signed is the word of an owner about their own home.</summary>
public sealed class OwnersHand
{
    internal OwnersHand()
    {
    }

    /// <summary>
    /// Null where this account owns the home and one of its owner's devices signed, by the chain as it is now. Refusals <c>sources-no-such-home</c>,
    /// <c>sources-not-the-owner</c>, <c>sources-home-replaced</c>, <c>sources-not-owners-device</c>.
    /// </summary>
    public Task<Refusal?> Against(IWork work, Caller caller, HomeId home, SignedText signed)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(signed);
        // A hub carries what its owner signed at home; whose hand it is, the signature says and not who carries it.
        return caller.Kind is CallerKind.Customer or CallerKind.Hub ? Look(work, caller, home, signed) : Task.FromResult<Refusal?>(CameraRefusals.NoHome);
    }

    /// <summary>SHA-256 of the home's founding statement in hex, by which a recipient knows that it is not another; null where the home is not there any more.</summary>
    public async Task<string?> Founded(IWork work, HomeId home)
    {
        ArgumentNullException.ThrowIfNull(work);
        var first = await work.Db().Set<HomeStatementRow>().AsNoTracking().Where(s => s.HomeId == home && s.Number == 0).Select(s => s.Text).SingleOrDefaultAsync().ConfigureAwait(false);
        return first is null ? null : Convert.ToHexStringLower(SHA256.HashData(first));
    }

    private static async Task<Refusal?> Look(IWork work, Caller caller, HomeId home, SignedText signed)
    {
        if (!(await HomeDoor.Enter(work, caller, home.Text, Wish.Run).ConfigureAwait(false)).TryGet(out var seen, out var refusal)) return refusal;
        return (await HomeDoor.Chain(work, seen.Id).ConfigureAwait(false)).Find(signed.By) is { Role: HolderRole.Owner } device && signed.IsBy(device.Holder)
            ? null
            : CameraRefusals.NotOwnersDevice;
    }
}
