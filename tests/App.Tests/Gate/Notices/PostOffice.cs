using System.Collections.Concurrent;
using Writ.App.Mail;
using Writ.Base;
using Writ.Store.Mail;

namespace Writ.App.Tests.Gate.Notices;

/// <summary>A mailer that keeps what it takes, and refuses what the test wants refused.</summary>
internal sealed class PostOffice : IMailer
{
    private readonly ConcurrentQueue<MailToSend> taken = new();

    /// <summary>Answers instead of taking; null: takes.</summary>
    public Func<MailToSend, Refusal?> Says { get; set; } = _ => null;

    public IReadOnlyList<MailToSend> Taken => [.. taken];

    public Task<Result<bool>> Send(MailToSend mail, CancellationToken cancel)
    {
        if (Says(mail) is { } refusal) return Task.FromResult<Result<bool>>(refusal);
        taken.Enqueue(mail);
        return Task.FromResult<Result<bool>>(true);
    }
}
