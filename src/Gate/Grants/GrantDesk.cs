using Writ.Base;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;

namespace Writ.Gate.Grants;

/// <summary>What the second door may do with grants: bring what an owner gives, and show and change an owner's own. It never sees a stored byte.</summary>
public sealed class GrantDesk
{
    private readonly GiveGrant giving;
    private readonly GrantsOfOwner owners;
    private readonly ChangeGrant changes;
    private readonly GrantEnd end;

    internal GrantDesk(GiveGrant giving, GrantsOfOwner owners, ChangeGrant changes, GrantEnd end) =>
        (this.giving, this.owners, this.changes, this.end) = (giving, owners, changes, end);

    /// <summary>Bytes of a sealed file at most.</summary>
    public static long MostFile => 80L * 1024 * 1024;

    /// <summary>To whom an answer to this request goes. Written nowhere.</summary>
    /// <param name="ask">Id of an ask to pass a grant on; null: the request itself is answered.</param>
    public Task<Result<GrantRecipient>> Recipient(Caller owner, string request, string? ask) => owners.Recipient(owner, request, ask);

    /// <summary>An owner's signed word with the wrapped keys. The refusals of the gate's steps for consents.</summary>
    public Task<Result<GrantGiven>> Offer(Caller owner, GrantOffer offer) => giving.Offer(owner, offer);

    /// <summary>The file that the word names; with it the grant is given. Again is harmless.</summary>
    public Task<Result<bool>> PutFile(Caller owner, string grant, Stream bytes, CancellationToken cancel) => giving.PutFile(owner, grant, bytes, cancel);

    public Task<GrantList> All(Caller owner) => owners.All(owner);

    /// <summary>Refusal <c>gate-grant-opened</c> where the officer was first.</summary>
    public Task<Result<bool>> Withdraw(Caller owner, string grant) => changes.Withdraw(owner, grant);

    public Task<Result<bool>> AskDeletion(Caller owner, string grant) => changes.AskDeletion(owner, grant);

    public Task<Result<bool>> Say(Caller owner, string grant, string text) => changes.Say(owner, grant, text);

    public Task<Result<bool>> CloseContact(Caller owner, string grant) => changes.CloseContact(owner, grant);

    public Task<Result<bool>> RefusePassing(Caller owner, string grant, string ask) => changes.RefusePassing(owner, grant, ask);

    /// <summary>Whether the owner gets a mail when an officer does something with what they gave.</summary>
    public Task<Result<bool>> Mails(Caller owner, bool on) => changes.Mails(owner, on);

    public Task<Result<GrantReceipt>> Receipt(Caller owner, string grant, bool deletion) => owners.Receipt(owner, grant, deletion);

    /// <summary>Before anything is served: what a restored backup brought back past its end is deleted again.</summary>
    public Task Sweep() => end.Sweep(CancellationToken.None);
}
