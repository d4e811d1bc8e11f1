using Writ.Base;

namespace Writ.Gate.Notices.Objecting;

/// <summary>A file that the person attaches. Kept sealed, never opened by us, handed on as octets only.</summary>
public sealed record ObjectionFile(string Name, byte[] Content);

/// <summary>A person objects; a reviewer decides. While an objection is open nothing leaves.</summary>
public sealed class Objections
{
    /// <summary>
    /// Makes an objection against a notice of this account, once, before its time is over. Not within an act: it is one.
    /// Refusals: <c>gate-no-notice</c>, <c>gate-objection-late</c>, <c>gate-objection-made</c>, <c>gate-objection-file</c>, and those of form at <c>/text</c> and <c>/file</c>.
    /// </summary>
    /// <param name="text">1 to 10,000 characters; lines may break.</param>
    public Task<Result<CustomerObjection>> Make(AccountId account, NoticeId notice, string text, ObjectionFile? file, CancellationToken cancel = default) =>
        throw new NotImplementedException();
}
