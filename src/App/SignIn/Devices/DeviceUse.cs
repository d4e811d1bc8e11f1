using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Session;
using Writ.App.SignIn.Signing;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Devices;

/// <summary>A person's own devices: add, rename, revoke. Another person's are not there.</summary>
internal sealed class DeviceUse(IStore store, TimeProvider time, SignInTimes times, PasskeyChecks checks)
{
    /// <summary>
    /// Whether the session is young enough to add a device: a browser left open, or a stolen cookie, must not become a
    /// passkey that lasts. A sample person has no passkey to confirm with.
    /// </summary>
    public bool Fresh(Visit visit) => visit.Session.Start == SessionStart.Sample || time.GetUtcNow() - visit.Session.StartedAt <= times.Fresh;

    public Task<List<Passkey>> Of(Visit visit) => store.Look(work => Store.People.Passkeys.Of(work, visit.Person.Subject));

    /// <summary>Ids of those that sign what the person decides.</summary>
    public Task<IReadOnlySet<string>> Signing(Visit visit) => store.Look(work => SigningUse.DevicesThatSign(work, visit.Person.Subject));

    public async Task<Result<bool>> Add(Visit visit, DeviceForm form)
    {
        if (!Fresh(visit)) return SignInRefusals.ConfirmFirst;
        if (!(await checks.New(form.Answer, visit.Person, form.Name)).TryGet(out var passkey, out var refusal)) return refusal;
        return await store.Act<bool>(async work =>
        {
            // Once more inside the act: the person may have been ended meanwhile.
            if (await Persons.Find(work, visit.Person.Subject) is not { EndedAt: null } person || person.Stamp != visit.Session.Stamp)
                return SignInRefusals.PasskeyRefused;
            if (await Store.People.Passkeys.ByCredential(work, passkey.CredentialId) is not null) return SignInRefusals.DeviceTaken;
            await Store.People.Passkeys.Add(work, passkey);
            return true;
        });
    }

    public Task<Result<bool>> Rename(Visit visit, string id, string name) => store.Act<bool>(async work =>
    {
        if (await Store.People.Passkeys.Find(work, visit.Person.Subject, id) is not { } device) return SignInRefusals.NoSuchDevice;
        device.Name = name;
        return true;
    });

    /// <summary>Ends the device and every session but this one; this one too, if it began with that device.</summary>
    public Task<Result<bool>> Revoke(Visit visit, string id) => store.Act<bool>(async work =>
    {
        if (await Store.People.Passkeys.Find(work, visit.Person.Subject, id) is not { } device
            || await Persons.Find(work, visit.Person.Subject) is not { } person)
        {
            return SignInRefusals.NoSuchDevice;
        }

        var now = time.GetUtcNow();
        device.RevokedAt = now;
        await SigningUse.Lost(work, device, now);
        var keep = visit.Session.PasskeyId == id ? null : await Sessions.ByHash(work, visit.Session.Hash);
        await Persons.EndSessions(work, person, now, keep);
        return true;
    });
}
