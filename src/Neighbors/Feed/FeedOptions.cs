using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Neighbors.Feed;

/// <summary>How the feed is run.</summary>
/// <param name="Company">As it signs mails.</param>
/// <param name="Letterhead">Its postal address, one line each.</param>
/// <param name="Origin">The site's own address with its scheme, such as <c>https://writ.example.org</c>.</param>
public sealed record FeedOptions(string Company, IReadOnlyList<string> Letterhead, Func<IServiceProvider, string> Origin);

/// <summary>Seals browsers' addresses and askers' mail addresses at rest, and is what this house is known by to push services. One a data folder.</summary>
public sealed class FeedKey
{
    /// <param name="key32">32 bytes, of which these keys are derived.</param>
    public FeedKey(ReadOnlySpan<byte> key32) => (Rows, Push) = (new RowKey(key32, "feed"), key32.ToArray());

    internal RowKey Rows { get; }

    internal byte[] Push { get; }
}

/// <summary>Where residents get mail. The room that knows accounts is not this one's to ask, so the program answers.</summary>
public interface IResidentMail
{
    /// <summary>Null where the account has none. Must not write.</summary>
    Task<string?> AddressOf(IWork work, AccountId account);
}
