namespace Writ.Kit;

/// <summary>The made-up case from which every specimen on <c>/kit</c> is drawn.</summary>
internal static class Sample
{
    public const string Reference = "R-2026-00417";

    public const string Hostile = "Dear <b>team</b>,\nplease send invoice_\u202Efdp.exe today\u200B. مرحبا, 日本語, 👩‍👩‍👧 and Z\u0351\u0352\u0353\u0354\u0355\u0356algo.\n<script>alert(1)</script>";

    public static Desk Desk { get; } = new(
        "Demands desk", "/kit",
        [new("Parts", "/kit"), new("Queue", "/kit/queue", 4), new("Case", "/kit/case"), new("Question", "/kit/question"), new("Tasks", "/kit/tasks"), new("Letter", "/kit/letter")],
        "Every look at a case is recorded, and stands in its timeline.");

    public static DeskPerson Reviewer { get; } = new("Reviewer", "Review team", "/kit/sign-out", "/kit", "17:40 UTC");

    public static Faults Wrong { get; } = new(
    [
        new("signed-year", "The year must have four digits"),
        new("kind", "Choose what the order is"),
        new("paper", "Choose the order as a PDF of at most 8 MB"),
    ]);

    /// <summary>Counted by hand from the calendar of 2026, as if today were Monday 23 November.</summary>
    public static Deadline Answer(Nearness nearness) => nearness switch
    {
        Nearness.Far => Working("Monday 7 December 2026", "9 working days left", nearness, "Friday 20 November 2026") with
        {
            Skipped = ["Thursday 26 November 2026: Thanksgiving Day", "3 Saturdays and 3 Sundays"],
        },
        Nearness.Soon => Working("Wednesday 25 November 2026", "2 working days left", nearness, "Tuesday 10 November 2026") with
        {
            Skipped = ["Wednesday 11 November 2026: Veterans Day", "2 Saturdays and 2 Sundays"],
            RuleVerified = false,
        },
        Nearness.Today => new(
            "Objection", "today, Monday 23 November 2026", "until 23:59 Eastern time", nearness, "House rule 7: 14 calendar days to object",
            "Notice sent on Monday 9 November 2026; the day itself does not count", "Calendar days, in Eastern time, to the end of the last day") { RuleAddress = "/kit" },
        Nearness.Past => new(
            "Process owed", "Friday 20 November 2026, 14:05 Eastern time", "3 days over", nearness, "House rule 9: the paper follows an emergency within 72 hours",
            "Disclosed on Tuesday 17 November 2026, 14:05 Eastern time", "Hours, without a pause") { RuleAddress = "/kit" },
        Nearness.Halted => Working("Monday 7 December 2026", "clock halted, 9 days left", nearness, "Friday 20 November 2026") with
        {
            Skipped = ["Thursday 26 November 2026: Thanksgiving Day", "3 Saturdays and 3 Sundays"],
            Changes = ["23 November 2026: halted, returned for correction (no signature)", "22 November 2026: calendar corrected, Thanksgiving Day was missing; one day later than first said"],
        },
        Nearness.Met => Working("Friday 20 November 2026", "met on 18 November", nearness, "Thursday 5 November 2026") with
        {
            Skipped = ["Wednesday 11 November 2026: Veterans Day", "2 Saturdays and 2 Sundays"],
        },
    };

    public static Letter Notice { get; } = new(
        ["Sample Retail Company", "Legal notices", "1 Harbour Street, 12345 Sample Town"],
        ["Sample Customer", "7 Mill Lane", "12345 Sample Town"],
        "23 November 2026", Reference, "Someone asked us for your data", "localhost/check")
    {
        CanDo =
        [
            "See the request: sign in and open “Who asked about me”. The paper itself is there unless a court forbids it.",
            "Get a lawyer. Legal aid in your county is free for many people.",
            "Object in court. If you tell us before the day above that you have, we wait.",
            "Do nothing. Then we answer after that day with what the law obliges us to give, and no more.",
        ],
        Signed = ["Review team", "Sample Retail Company"],
    };

    public static Mail Mail { get; } = new("Sample Retail Company", "Someone asked us for your data", [
        new MailPart.Words("On 20 November 2026 the County Sheriff’s Office sent us a search warrant. It asks for data of your account. We have not given anything yet."),
        new MailPart.Facts([("Who asked", "County Sheriff’s Office, United States"), ("With what", "Search warrant, signed by a judge"), ("You can object until", "Monday 7 December 2026, 23:59 Eastern time")]),
        new MailPart.Heading("What you can do"),
        new MailPart.Points(["See the request: type our address into your browser, sign in, and open “Who asked about me”.", "Get a lawyer, or object in court.", "Do nothing. Then we answer with what the law obliges us to give."]),
        new MailPart.Quoted("the order", "All transaction records from 1 January 2026 to 31 March 2026."),
        new MailPart.Words("We cannot give legal advice."),
    ])
    {
        Preview = "We have not given anything yet. You can object until 7 December.",
        CheckAt = "localhost/check",
        Reference = Reference,
        Foot = "You get this since the account is in your name. Sample Retail Company, 1 Harbour Street, 12345 Sample Town.",
    };

    public static DateTimeOffset At(int day, int hour, int minute) => new(2026, 11, day, hour, minute, 0, TimeSpan.Zero);

    private static Deadline Working(string due, string left, Nearness nearness, string received) => new(
        "Answer", due, left, nearness, "House rule 4: an answer within 10 working days", $"Received on {received}; the day itself does not count",
        "Working days, Monday to Friday, in Eastern time, to the end of the last day") { RuleAddress = "/kit" };
}
