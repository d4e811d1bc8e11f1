using Writ.Gate.Notices.Words;
using Writ.Kit;

namespace Writ.Gate.Notices.Mine;

/// <summary>What the customer's pages say of a notice. Nothing in it says or hints that the person did wrong.</summary>
internal static class MyWords
{
    public static string State(CustomerObjection objection) => objection.State switch
    {
        "open" => "We are looking at your objection",
        "upheld" => "We agreed with your objection",
        _ => "We did not agree with your objection",
    };

    /// <summary>What had been given when the letter was written; never more than the letter tells.</summary>
    public static string Given(CustomerNotice n) => n.Kind switch
    {
        NoticeKind.Before => "Nothing yet, when we wrote this letter.",
        NoticeKind.Refused => "Nothing. We refused.",
        NoticeKind.Withdrawn => "Nothing. They took the request back.",
        NoticeKind.ObjectionAnswered => "Nothing, when we wrote this letter.",
        NoticeKind.Given or NoticeKind.Delayed => n.Items.Sum(i => i.Given ?? 0) is > 0 and var given ? $"{WordsOf.Count(given, "record")}; see below which." : "Nothing.",
    };

    public static IReadOnlyList<string> Next(CustomerNotice n) => n.Kind switch
    {
        NoticeKind.Before when n.Objection is { State: "open" } =>
        [
            "One of us reads what you wrote and decides. Until then we give nothing.",
            "We write to you with the decision and the reason for it.",
        ],
        NoticeKind.Before when n.MayObject =>
        [
            "We wait until your time is over. If you object, we wait longer: until one of us has decided.",
            "Then two of us have to agree before anything is given. We give what is named below, and no more.",
            "We write to you again and say what was given, as soon as we may.",
        ],
        NoticeKind.Before =>
        [
            "The time to object is over. Two of us have to agree before anything is given. We give what is named below, and no more.",
            "We write to you again and say what was given, as soon as we may.",
        ],
        NoticeKind.Given or NoticeKind.Delayed => ["This request is answered. Nothing more is given without a new one, and then we write to you again."],
        NoticeKind.Refused or NoticeKind.Withdrawn => ["Nothing. If somebody asks again, we write to you again."],
        NoticeKind.ObjectionAnswered => ["If something is given, we write to you and say what, as soon as we may."],
    };

    public static string Asked(NoticeItem item) => DataWords.Asked(item);

    public static string Decided(NoticeItem item) => item.Decision switch
    {
        "produce" => $"We give it: {DataWords.Decided(item)}",
        "narrow" => $"We give less: {DataWords.Decided(item)}",
        "refuse" => "We refuse it",
        _ => "Nobody had decided",
    };

    public static string Country(NoticeAsk ask) => DataWords.Country(ask.Country);

    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
