using Writ.Agencies;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Law;

namespace Writ.Demands.Review;

/// <summary>Tells the gate of a demand in the words that a person is told of it.</summary>
internal sealed class NoticeCases(LawBook law, AgencyRegister agencies, NoticeOptions options)
{
    public async Task<NoticeCase> Of(IWork work, Demand d, IEnumerable<DemandItem> items, IReadOnlyDictionary<ItemId, int>? found = null)
    {
        var officer = await agencies.Find(work, d.OfficerId);
        var received = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(d.ReceivedAt, options.Zone).DateTime);
        var title = law.Find(d.Instrument).TryGet(out var instrument, out _) ? instrument.Title : d.Instrument;
        return new NoticeCase(
            d.Id, d.Gag, new NoticeAsk(officer?.AgencyName ?? string.Empty, d.Country, title, d.AuthorityName, d.Service, received),
            [.. items.OrderBy(i => i.Position).Select(i => new NoticeCaseItem(ItemOf(i, found), i.IdentifierKind, i.IdentifierValue))]);
    }

    private static NoticeItem ItemOf(DemandItem i, IReadOnlyDictionary<ItemId, int>? found)
    {
        var (from, to) = i.Decision == ItemDecision.Narrow ? (i.NarrowedFrom, i.NarrowedTo) : (i.AskedFrom, i.AskedTo);
        int? given = found is not null && found.TryGetValue(i.Id, out var records) ? records : null;
        return new NoticeItem(i.Id.Text, i.Category.Text, i.AskedFrom, i.AskedTo, WordOf(i.Decision), from, to, i.Reason, given);
    }

    private static string WordOf(ItemDecision? decision) => decision is not { } made ? string.Empty : made switch
    {
        ItemDecision.Produce => "produce",
        ItemDecision.Narrow => "narrow",
        ItemDecision.Refuse => "refuse",
    };
}
