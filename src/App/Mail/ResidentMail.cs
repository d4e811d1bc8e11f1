using Writ.Base;
using Writ.Neighbors.Feed;
using Writ.Sources.Accounts;

namespace Writ.App.Mail;

/// <summary>Tells the feed where an account gets mail; the two rooms do not know each other.</summary>
internal sealed class ResidentMail(ContactBook contacts) : IResidentMail
{
    public async Task<string?> AddressOf(IWork work, AccountId account) => (await contacts.Find(work, account))?.Mail;
}
