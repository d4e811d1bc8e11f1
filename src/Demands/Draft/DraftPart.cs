namespace Writ.Demands.Draft;

/// <summary>The parts of a draft, in the order in which they are best done. Each is a page.</summary>
internal enum DraftPart
{
    Reference,
    Instrument,
    Authority,
    Dates,
    Gag,
    Items,
    File,
}

internal static class DraftParts
{
    public static IReadOnlyList<DraftPart> All { get; } = Enum.GetValues<DraftPart>();

    extension(DraftPart part)
    {
        /// <summary>Its word in addresses.</summary>
        public string Slug => part switch
        {
            DraftPart.Reference => "reference",
            DraftPart.Instrument => "instrument",
            DraftPart.Authority => "authority",
            DraftPart.Dates => "dates",
            DraftPart.Gag => "gag",
            DraftPart.Items => "items",
            DraftPart.File => "file",
        };

        public string Title => part switch
        {
            DraftPart.Reference => "Your reference",
            DraftPart.Instrument => "The instrument",
            DraftPart.Authority => "Who issued it",
            DraftPart.Dates => "Its dates",
            DraftPart.Gag => "Telling the person",
            DraftPart.Items => "What is asked",
            DraftPart.File => "The signed paper",
        };

        public string Step => $"Step {(int)part + 1} of {All.Count} · {part.Title}";
    }

    /// <summary>Where a page of the draft is.</summary>
    public static string Address(DraftId id, DraftPart part) => $"/officer/drafts/{id}/{part.Slug}";
}
