using Writ.App.Data;
using Writ.App.SignIn.Devices;
using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Session;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Store;
using Writ.Store.People;
using Writ.Vault;

namespace Writ.App.SignIn.Signing;

/// <summary>
/// With which passkey somebody signs what they decide or approve. The record has the key's thumbprint, in an open fact; from there the vault knows whose signature to ask for.
/// </summary>
internal sealed class SigningUse(IStore store, TimeProvider time, PasskeyChecks checks, DeviceUse devices, DataFolder folder)
{
    public static bool Decides(Person person) => person.Kind == CallerKind.Staff && StaffApprovers.Deciding(person).Count > 0;

    public Task<SigningModel> Look(Visit visit) => store.Look(async work =>
    {
        var now = time.GetUtcNow();
        var roles = StaffApprovers.Deciding(visit.Person);
        var standings = (await ApproverStandings.Of(work, visit.Person.Subject)).Where(s => roles.Contains(s.Role)).ToList();
        var devicesOf = (await Store.People.Passkeys.Of(work, visit.Person.Subject)).Select(p => SigningDevice.Of(p, standings)).ToList();
        return new SigningModel(
            devicesOf, [.. standings.Select(s => SigningRole.Of(s, devicesOf, CoolingOff))], await ApproverStandings.Waiting(work, visit.Person.Subject, now), now,
            devices.Fresh(visit), CoolingOff, null);
    });

    /// <summary>Options for the browser: any of this person's own passkeys.</summary>
    public Task<string> Ask(Visit visit) => checks.AskFor(visit.Person);

    /// <summary>From now on the passkey that answered signs. It is used for this, so that none is entered that its owner has not at hand.</summary>
    public async Task<Result<bool>> Choose(Visit visit, string? answer)
    {
        if (!Decides(visit.Person)) return SignInRefusals.NotYours;
        if (!(await checks.Known(answer)).TryGet(out var used, out var refusal)) return refusal;
        return await store.Act<bool>(async work =>
        {
            if (await Store.People.Passkeys.ByCredential(work, PasskeyChecks.CredentialId(used)) is not { RevokedAt: null } passkey || passkey.Subject != visit.Person.Subject)
                return SignInRefusals.PasskeyRefused;
            var now = time.GetUtcNow();
            (passkey.SignCount, passkey.UserVerified, passkey.BackedUp, passkey.LastUsedAt) = (used.SignCount, used.IsUserVerified, used.IsBackedUp, now);
            if (CoseKey.Es256(passkey.PublicKey) is not { } key) return SignInRefusals.SigningOtherKind;
            foreach (var role in StaffApprovers.Deciding(visit.Person)) await ApproverBook.Enrol(work, visit.Person.Subject, role, now, key.Thumbprint);
            return true;
        });
    }

    /// <summary>No key signs any more. A browser that was left open must not say so.</summary>
    public Task<Result<bool>> Stop(Visit visit) => !devices.Fresh(visit) ? Task.FromResult<Result<bool>>(SignInRefusals.ConfirmFirst) : store.Act<bool>(async work =>
    {
        foreach (var standing in await ApproverStandings.Of(work, visit.Person.Subject)) await Forget(work, visit.Person.Subject, standing, time.GetUtcNow());
        return true;
    });

    /// <summary>A passkey that is revoked signs no more; its owner stays what they are.</summary>
    public static async Task Lost(IWork work, Passkey revoked, DateTimeOffset now)
    {
        if (CoseKey.Es256(revoked.PublicKey)?.Thumbprint is not { } key) return;
        foreach (var standing in await ApproverStandings.Of(work, revoked.Subject))
            if (standing.Key == key) await Forget(work, revoked.Subject, standing, now);
    }

    /// <summary>Ids of this person's passkeys that sign in some role.</summary>
    public static async Task<IReadOnlySet<string>> DevicesThatSign(IWork work, string person)
    {
        var keys = (await ApproverStandings.Of(work, person)).Select(s => s.Key).OfType<string>().ToHashSet();
        return keys.Count == 0 ? new HashSet<string>() : (await Store.People.Passkeys.Of(work, person)).Where(p => CoseKey.Es256(p.PublicKey) is { } key && keys.Contains(key.Thumbprint)).Select(p => p.Id).ToHashSet();
    }

    private TimeSpan CoolingOff => folder.Company.Kind == FolderKind.Company ? VaultOptions.Usual.CoolingOff : TimeSpan.Zero;

    // Keys of break-glass are nobody's passkeys; the operator enters and removes them.
    private static async Task Forget(IWork work, string person, ApproverStanding standing, DateTimeOffset now)
    {
        if (StaffApprovers.IsDeciding(standing.Role)) await ApproverBook.Enrol(work, person, standing.Role, now, ApproverBook.NoKey);
    }
}
