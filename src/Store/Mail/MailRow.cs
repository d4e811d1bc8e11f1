using Microsoft.EntityFrameworkCore;

namespace Writ.Store.Mail;

internal sealed class MailRow
{
    public const string Prefix = "mal";

    public required string Id { get; init; }

    public required string About { get; init; }

    public required MailState State { get; set; }

    /// <summary>The whole mail; null once it is settled.</summary>
    public required byte[]? Sealed { get; set; }

    public required DateTimeOffset OwedAt { get; init; }

    public required DateTimeOffset LapsesAt { get; init; }

    public DateTimeOffset? SettledAt { get; set; }

    public required int Attempts { get; set; }

    /// <summary>Of the last refusal.</summary>
    public string? Code { get; set; }

    public MailStatus Status() => new(Id, About, State, OwedAt, SettledAt, Attempts, Code, Code is null ? null : MailRefusals.SentenceOf(Code));
}

internal sealed class MailModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<MailRow>(e =>
    {
        e.ToTable("mail");
        e.HasKey(x => x.Id);
    });
}
