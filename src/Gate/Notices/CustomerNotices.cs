using Writ.Base;

namespace Writ.Gate.Notices;

/// <summary>What a person may see of notices: those sent to their own account, and no others, whatever is held back.</summary>
public sealed class CustomerNotices
{
    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<CustomerNotice>> SentTo(IWork work, AccountId account) => throw new NotImplementedException();

    /// <summary>Null where there is none that was sent to this account.</summary>
    public Task<CustomerNotice?> Find(IWork work, AccountId account, NoticeId notice) => throw new NotImplementedException();

    /// <summary>The printable letter, a whole HTML document with the Kit's style sheet. Refusal <c>gate-no-notice</c>. Not within an act.</summary>
    public Task<Result<string>> LetterHtml(AccountId account, NoticeId notice, CancellationToken cancel = default) => throw new NotImplementedException();
}
