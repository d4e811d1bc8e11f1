using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Objecting;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Gate.Notices;

/// <summary>What the response team sees of notices, bars and objections of one demand.</summary>
public sealed class TeamNotices(NoticeKey key, Objections objections, TimeProvider time)
{
    /// <summary>Oldest first, held and dropped ones too.</summary>
    public async Task<IReadOnlyList<NoticeView>> Notices(IWork work, DemandId demand)
    {
        var rows = await work.Db().Set<NoticeRow>().AsNoTracking().Where(n => n.DemandId == demand).ToListAsync();
        var views = new List<NoticeView>();
        foreach (var row in rows.OrderBy(n => n.OwedAt).ThenBy(n => n.Id.Text, StringComparer.Ordinal))
        {
            var (content, mail) = (key.Open(row), await MailQueue.About(work, row.Id.Text));
            views.Add(new NoticeView(
                row.Id.Text, row.AccountId.Text, row.Kind.ToString(), row.State.ToString(), Sentence(row), content.Reference, row.OwedAt, row.SentAt, WayOf(row.Way),
                content.Time, mail is null ? null : StateOf(mail.State), mail?.Code, mail?.Sentence, row.PrintedBy, content.Items,
                row.SpentAt is not null));
        }

        return views;
    }

    /// <summary>Whether a bar stands, and all there ever were.</summary>
    public async Task<BarsView> Bars(IWork work, DemandId demand, bool gag)
    {
        var now = time.GetUtcNow();
        var known = await work.Db().Set<NoticeCaseRow>().AsNoTracking().SingleOrDefaultAsync(c => c.DemandId == demand);
        var rows = await work.Db().Set<BarRow>().AsNoTracking().Where(b => b.DemandId == demand).ToListAsync();
        var standing = await BarQueries.Standing(work, demand, now) ?? (gag ? BarStanding.Undecided : BarStanding.Clear);
        var (word, sentence) = standing switch
        {
            BarStanding.Clear => ("none", "Nothing forbids telling the person."),
            BarStanding.Undecided => ("undecided", "The demand asserts a gag. Record the bar with its end date, or say that there is none; until then nobody is told and nothing is released."),
            BarStanding.InForce => ("in-force", "A recorded bar forbids telling the person. On its end date the notice goes out by itself."),
        };
        return new BarsView(
            word, sentence, [.. rows.OrderBy(b => b.RecordedAt).ThenBy(b => b.Id.Text, StringComparer.Ordinal).Select(b => View(b, now))],
            known?.NoneSaidBy, known?.NoneSaidAt, known?.NoneReason);
    }

    public async Task<IReadOnlyList<ObjectionView>> Objections(IWork work, DemandId demand)
    {
        var rows = await work.Db().Set<ObjectionRow>().AsNoTracking().Where(o => o.DemandId == demand).ToListAsync();
        return [.. rows.OrderBy(o => o.MadeAt).ThenBy(o => o.Id.Text, StringComparer.Ordinal).Select(objections.Staff)];
    }

    private static BarView View(BarRow bar, DateTimeOffset now) => new(
        bar.Id.Text, Barring.Bars.Word(bar.Kind), bar.Authority, bar.Reference, bar.EndsOn, bar.Reason,
        bar.LiftedAt is not null ? "lifted" : bar.InForce(now) ? "in-force" : "ended", bar.RecordedAt, bar.RecordedBy, bar.LiftedAt, bar.LiftedBy, bar.LiftedWhy);

    private static string Sentence(NoticeRow row) => row.State switch
    {
        NoticeState.Held => "Held back: a bar stands, or nobody has said yet whether there is one.",
        NoticeState.Owed => "On its way by mail.",
        NoticeState.ToPrint => "No mail reaches this person. Print the letter, post it, and say so.",
        NoticeState.Sent => row.SpentAt is not null && row.Kind == NoticeKind.Before ? "Sent; it lets nothing out any more." : "Sent.",
        NoticeState.Dropped => "Never sent: a later one took its place.",
    };

    private static string? WayOf(NoticeWay? way) => way is null ? null : way == NoticeWay.Mail ? "mail" : "letter";

    private static string StateOf(MailState state) => state switch
    {
        MailState.Owed => "owed",
        MailState.Sent => "sent",
        MailState.Failed => "failed",
    };
}
