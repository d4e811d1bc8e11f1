using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Questions;

/// <summary>What the team wants to know of the officer. While it is open, the demand waits for the officer; its state stays as it is.</summary>
internal sealed class OfficerQuestion
{
    public const string Prefix = "qst";

    public required string Id { get; init; }

    public required DemandId DemandId { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required string AskedBy { get; init; }

    public required string Text { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public string? Answer { get; set; }
}

/// <summary>A question as the officer sees it: who of the team asked stays inside.</summary>
/// <param name="Answer">Null while it is open.</param>
public sealed record QuestionView(string Id, DateTimeOffset AskedAt, string Text, DateTimeOffset? AnsweredAt, string? Answer)
{
    internal static QuestionView Of(OfficerQuestion q) => new(q.Id, q.AskedAt, q.Text, q.AnsweredAt, q.Answer);
}

/// <summary>A question as the team sees it.</summary>
/// <param name="AnsweredBy">The officer's id.</param>
public sealed record AskedQuestion(
    string Id, DateTimeOffset AskedAt, string AskedBy, string Text, DateTimeOffset? AnsweredAt, string? AnsweredBy, string? Answer)
{
    internal static AskedQuestion Of(OfficerQuestion q) => new(q.Id, q.AskedAt, q.AskedBy, q.Text, q.AnsweredAt, q.AnsweredBy, q.Answer);
}

internal static class QuestionQueries
{
    public static Task<List<OfficerQuestion>> Of(IWork work, DemandId demand) =>
        work.Db().Set<OfficerQuestion>().Where(q => q.DemandId == demand).OrderBy(q => q.AskedAt).ThenBy(q => q.Id).ToListAsync();

    /// <summary>Every demand that waits for its officer.</summary>
    public static async Task<HashSet<DemandId>> Open(IWork work) =>
        [.. await work.Db().Set<OfficerQuestion>().Where(q => q.AnsweredAt == null).Select(q => q.DemandId).Distinct().ToListAsync()];
}
