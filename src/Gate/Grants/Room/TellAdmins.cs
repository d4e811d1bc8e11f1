using Writ.Agencies;
using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Gate.Grants.Room;

/// <summary>Somebody was enrolled in an agency: its admins are told, where they typed an address, in words that are always the same. Who it is they read when they have signed in.</summary>
internal sealed class TellAdmins(IStore store, OfficerMails mails, NoticeOptions options, MailKey key, TimeProvider time) : IJobHandler
{
    public string Kind => EnrolOfficer.TellJob;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        if (!options.Tells) return true;
        var enrolled = OfficerId.FromTrusted(subject);
        var to = await store.Look(
            async work =>
            {
                var addresses = new List<string>();
                if (AgencyRegister.AgencyOf(work, enrolled) is not { } agency) return addresses;
                foreach (var admin in await AgencyRegister.Admins(work, agency))
                {
                    if (admin != enrolled && await mails.Address(work, admin) is { } address) addresses.Add(address);
                }

                return addresses;
            },
            cancel);
        var made = new List<OutgoingMail>();
        foreach (var address in to) made.Add(await mails.OfEnrolment(address));
        return await store.Act<bool>(
            work =>
            {
                foreach (var mail in made) _ = MailQueue.Owe(work, key, mail, time.GetUtcNow());
                return Task.FromResult<Result<bool>>(true);
            },
            cancel);
    }
}
