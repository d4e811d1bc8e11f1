namespace Writ.Kit;

/// <summary>
/// Where a demand stands, as pages say it. A closed set: each has a public word, a definition, and whose turn it is. The
/// words are those of the record and of the API.
/// </summary>
public enum DemandStatus
{
    Draft,
    Received,
    Verifying,
    InReview,
    Returned,
    Decided,
    Approved,
    Released,
    Closed,
    Withdrawn,
    Challenged,
    Suspended,
    Expired,
}

/// <summary>The words of each state.</summary>
public static class DemandStatusWords
{
    /// <summary>All of them, in the order of a demand's life.</summary>
    public static IReadOnlyList<DemandStatus> All { get; } = Enum.GetValues<DemandStatus>();

    /// <summary>The state of a public word, or null where there is none of that word.</summary>
    public static DemandStatus? Parse(string word) => All.Where(status => status.Word == word).Select(status => (DemandStatus?)status).FirstOrDefault();

    extension(DemandStatus status)
    {
        /// <summary>The public word.</summary>
        public string Word => status switch
        {
            DemandStatus.Draft => "draft",
            DemandStatus.Received => "received",
            DemandStatus.Verifying => "verifying",
            DemandStatus.InReview => "in review",
            DemandStatus.Returned => "returned for correction",
            DemandStatus.Decided => "decided",
            DemandStatus.Approved => "approved",
            DemandStatus.Released => "released",
            DemandStatus.Closed => "closed",
            DemandStatus.Withdrawn => "withdrawn",
            DemandStatus.Challenged => "challenged",
            DemandStatus.Suspended => "suspended",
            DemandStatus.Expired => "expired",
        };

        /// <summary>What it means, in one sentence or two.</summary>
        public string Definition => status switch
        {
            DemandStatus.Draft => "Being written and not sent. Only the asker sees it.",
            DemandStatus.Received => "In, checked for form, and promised to the record.",
            DemandStatus.Verifying => "We make sure who asks, at a number that we found ourselves.",
            DemandStatus.InReview => "A reviewer decides, item by item, what the law reaches.",
            DemandStatus.Returned => "Something is missing or wrong. The asker can correct it and send it again.",
            DemandStatus.Decided => "Every item has a decision. Another person must agree.",
            DemandStatus.Approved => "Two people agreed. Nothing leaves before it is in the record.",
            DemandStatus.Released => "The production lies ready for the asker until it expires.",
            DemandStatus.Closed => "Answered, and nothing is left to do.",
            DemandStatus.Withdrawn => "The agency took it back. It stays in the record.",
            DemandStatus.Challenged => "We contest it in court. Nothing leaves while that lasts.",
            DemandStatus.Suspended => "Halted by an authority that may halt it. Nothing leaves until that is lifted.",
            DemandStatus.Expired => "Its time ended. What lay ready is deleted.",
        };

        /// <summary>Whose turn it is.</summary>
        public string Turn => status switch
        {
            DemandStatus.Draft or DemandStatus.Returned or DemandStatus.Released => "officer",
            DemandStatus.Received or DemandStatus.InReview => "reviewer",
            DemandStatus.Verifying => "review team",
            DemandStatus.Decided => "approver",
            DemandStatus.Approved => "gate",
            DemandStatus.Challenged => "court",
            DemandStatus.Suspended => "halting authority",
            DemandStatus.Closed or DemandStatus.Withdrawn or DemandStatus.Expired => "nobody",
        };

        internal Tone Tone => status switch
        {
            DemandStatus.Draft or DemandStatus.Closed or DemandStatus.Withdrawn or DemandStatus.Expired => Tone.Plain,
            DemandStatus.Received or DemandStatus.Verifying or DemandStatus.InReview or DemandStatus.Decided => Tone.Info,
            DemandStatus.Returned => Tone.Open,
            DemandStatus.Approved or DemandStatus.Released => Tone.Good,
            DemandStatus.Challenged or DemandStatus.Suspended => Tone.Bad,
        };
    }
}
