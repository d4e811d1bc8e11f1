using Writ.Kit;

namespace Writ.Gate.Notices.Words;

/// <summary>The words of each kind of notice. Short, calm and concrete; nothing in them says or hints that the person did wrong.</summary>
internal static class NoticeWords
{
    public static string Title(NoticeKind kind, NoticeContent content) => kind switch
    {
        NoticeKind.Before => "Someone asked us for your data",
        NoticeKind.Given => content.Items.Any(i => i.Given > 0) ? "We gave data of yours to an authority" : "Someone asked us for your data; we had nothing to give",
        NoticeKind.Refused => "Someone asked us for your data; we refused",
        NoticeKind.Withdrawn => "Someone asked us for your data, then took it back",
        NoticeKind.Delayed => "Someone asked us for your data; now we may tell you",
        NoticeKind.ObjectionAnswered => content.Answer!.Upheld ? "You objected, and we look again" : "You objected; our decision stands",
    };

    /// <summary>For <c>/check</c>: the kind of letter, and nothing of the person or the demand.</summary>
    public static string KindOfLetter(NoticeKind kind) => kind switch
    {
        NoticeKind.Before => "a letter that says that someone asked us for data, and until when one can object",
        NoticeKind.Given => "a letter that says what we gave to an authority",
        NoticeKind.Refused => "a letter that says that someone asked us for data and that we refused",
        NoticeKind.Withdrawn => "a letter that says that someone asked us for data and took it back",
        NoticeKind.Delayed => "a letter about a request for data, sent later than usual",
        NoticeKind.ObjectionAnswered => "a letter that answers an objection",
    };

    public static NoticeText Of(NoticeKind kind, NoticeContent content, string site)
    {
        var title = Title(kind, content);
        var lead = new List<string> { Asked(content) };
        lead.AddRange(Lead(kind, content));
        return new NoticeText(
            title, Preview(kind, content), lead, Facts(content), kind == NoticeKind.Before ? "What we did and what we will do" : "What we did", Did(kind, content),
            CanDo(kind, site));
    }

    private static string Asked(NoticeContent c) =>
        $"On {DataWords.Day(c.Ask.Received)}, {c.Ask.Agency} ({DataWords.Country(c.Ask.Country)}) asked us for data of your account.";

    private static IEnumerable<string> Lead(NoticeKind kind, NoticeContent c)
    {
        if (c.Bar is { } bar)
            yield return $"{(bar.ByCourt ? "A court" : "A law")} forbade us to tell you until {DataWords.Day(bar.Until)}. That is why you hear of it only now.";
        switch (kind)
        {
            case NoticeKind.Before:
                yield return "We have not given anything yet.";
                yield return $"You have until {c.Time!.Words}, to object. {c.Time.Counted}";
                break;
            case NoticeKind.Given:
                yield return Given(c);
                break;
            case NoticeKind.Refused:
                yield return "We refused. We gave nothing.";
                break;
            case NoticeKind.Withdrawn:
                yield return "They took the request back. We gave nothing.";
                break;
            case NoticeKind.Delayed:
                foreach (var line in Lead(c.Tells, c with { Bar = null })) yield return line;
                break;
            case NoticeKind.ObjectionAnswered:
                yield return $"On {WordsOf.Moment(c.Answer!.MadeAt)} you objected.";
                yield return c.Answer.Upheld
                    ? "We agree that we must look at it again. What we had decided about your data no longer holds. We give nothing unless we write to you again first."
                    : "We read what you wrote. We still have to answer the request, and we will answer it.";
                break;
        }
    }

    private static string Given(NoticeContent c) => c.Items.Any(i => i.Given > 0)
        ? "The law obliges us to answer, and we have. Below is what we gave."
        : "The law obliges us to answer. We looked, and found nothing to give.";

    private static string Preview(NoticeKind kind, NoticeContent c) => kind switch
    {
        NoticeKind.Before => $"We have not given anything yet. You can object until {c.Time!.Words}.",
        NoticeKind.Given => Given(c),
        NoticeKind.Refused => "We refused. We gave nothing.",
        NoticeKind.Withdrawn => "They took the request back. We gave nothing.",
        NoticeKind.Delayed => "We were not allowed to tell you before.",
        NoticeKind.ObjectionAnswered => c.Answer!.Upheld ? "What we had decided no longer holds." : "We read what you wrote.",
    };

    private static IReadOnlyList<(string, string)> Facts(NoticeContent c)
    {
        var facts = new List<(string, string)>
        {
            ("Who asked", $"{c.Ask.Agency}, {DataWords.Country(c.Ask.Country)}"),
            ("With what", c.Ask.Instrument),
            ("Issued by", c.Ask.Authority),
            ("It came in on", WordsOf.Day(c.Ask.Received)),
            ("It asks for", string.Join("; ", c.Items.Select(DataWords.Asked))),
        };
        if (c.Time is { } time) facts.Add(("You can object until", time.Words));
        return facts;
    }

    private static IReadOnlyList<string> Did(NoticeKind kind, NoticeContent c)
    {
        if (kind == NoticeKind.ObjectionAnswered) return [$"Our reason: {c.Answer!.Reason}"];
        var done = new List<string> { "We checked that the one who asked is who they say they are." };
        if (c.Tells == NoticeKind.Withdrawn) return done;
        foreach (var item in c.Items)
        {
            done.Add(item switch
            {
                { Decision: "refuse" } => $"We refused: {DataWords.Asked(item)}.{Reason(item)}",
                { Given: { } given } => given == 0
                    ? $"We looked and found nothing: {DataWords.Decided(item)}."
                    : $"We gave {WordsOf.Count(given, "record")}: {DataWords.Decided(item)}.{Reason(item)}",
                { Decision: "narrow" } => $"We will give less than was asked: {DataWords.Decided(item)}.{Reason(item)}",
                _ => $"We will give: {DataWords.Decided(item)}.",
            });
        }

        return done;
    }

    private static string Reason(NoticeItem item) => item.Reason is { } reason ? $" Our reason: {reason}" : string.Empty;

    private static IReadOnlyList<string> CanDo(NoticeKind kind, string site) => kind switch
    {
        NoticeKind.Before =>
        [
            $"See the request: type {site}/my into your browser and sign in.",
            "Object: say there why we should not give it, and add a paper if you have one. We wait until one of us has decided, and we write to you.",
            "Get a lawyer, or object in court. If you tell us so in time, we wait for our decision on your objection.",
            "Do nothing. Then we give what is named above after that time, and no more.",
        ],
        NoticeKind.Given or NoticeKind.Delayed =>
        [
            $"See what was given: type {site}/my into your browser and sign in.",
            "Ask a lawyer whether the request was lawful.",
            "Do nothing. Nothing more is given without a new request.",
        ],
        NoticeKind.Refused or NoticeKind.Withdrawn =>
        [
            "You do not have to do anything.",
            $"See the request: type {site}/my into your browser and sign in.",
        ],
        NoticeKind.ObjectionAnswered =>
        [
            $"See the request and our answer: type {site}/my into your browser and sign in.",
            "Get a lawyer, or go to court. We have to follow what a court orders.",
            "Do nothing.",
        ],
    };
}
