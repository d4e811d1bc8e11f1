using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>One of three answers that a home may have relayed.</summary>
internal enum AskAnswer
{
    Blurred,
    Deleted,
    Nothing,
}

/// <summary>
/// A home that wants to tells the asker what it did, in one of three sentences. It writes no row of its own: neither who answered, nor that this ask was answered. One
/// account relays one answer to an ask while this process runs.
/// </summary>
internal sealed class RelayAnswer(IStore store, FeedKey key, MailKey mails, FeedOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time)
{
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<string, byte> relayed = new();

    public async Task<Result<bool>> Handle(string id, string answer, Caller caller)
    {
        if (!Enum.TryParse(answer, out AskAnswer said) || Enum.GetName(said) != answer) return FeedRefusals.AskWhat("/answer");
        var now = time.GetUtcNow();
        var ask = await store.Look(work => FeedBook.Ask(work, id));
        if (ask is not { State: AskState.Published, Mail: { } box } || ask.UntilAt <= now || !key.Rows.Open(ask.Id, box).TryGet(out var address, out _)) return FeedRefusals.Unknown;
        if (relayed.Count >= MostKept) relayed.Clear();

        // The form sent twice, or somebody who would fill a mailbox.
        if (!relayed.TryAdd(key.Rows.NameOf($"answer {ask.Id} {caller.Subject}"), 0)) return true;
        var mail = Of(said);
        var outgoing = new OutgoingMail(Encoding.UTF8.GetString(address), mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), Notify.SendDigest.About);
        return await store.Act<bool>(work =>
        {
            MailQueue.Owe(work, mails, outgoing, now);
            return Task.FromResult<Result<bool>>(true);
        });
    }

    private Mail Of(AskAnswer said) => new(
        options.Company,
        "An answer to what you asked the homes of a square",
        [
            new MailPart.Words(said switch
            {
                AskAnswer.Blurred => "A home says: we found you in a recording, and blurred it.",
                AskAnswer.Deleted => "A home says: we found you in a recording, and deleted it.",
                AskAnswer.Nothing => "A home says: we looked, and found nothing of you.",
            }),
            new MailPart.Words("We do not know which home it was, and cannot check it. Other homes may answer too, or not at all. You cannot answer this mail."),
        ])
    {
        Preview = "One of three sentences that homes can have relayed.",
        Foot = $"You get this because this address stood in an ask on our site. It is forgotten when the ask ends. {string.Join(", ", (string[])[options.Company, .. options.Letterhead])}.",
    };
}
