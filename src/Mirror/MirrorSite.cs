using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Writ.Kit;
using Writ.Mirror.Oversight;
using Writ.Mirror.Pages;
using Writ.Mirror.Record;
using Writ.Mirror.Reports;
using Writ.Mirror.Requests;
using Writ.Mirror.Words;

namespace Writ.Mirror;

/// <summary>The folders and the frame that every page and download shares.</summary>
internal sealed class MirrorSite
{
    private static readonly NavItem[] Nav =
    [
        new("Reports", "/reports"), new("Agencies", "/agencies"), new("Requests", "/requests"), new("Record", "/record"), new("Verify", "/verify"), new("Claims", "/claims"), new("Refusals", "/refusals"),
    ];

    private static readonly NavItem[] Doors =
    [
        new("See who asked about you", "/my"), new("Is this letter real?", "/check"), new("The feed of your neighbourhood", "/feed"), new("Report pressure", "/pressure"),
        new("Officers and staff: sign in", "/sign-in"),
    ];

    public MirrorSite(MirrorOptions options)
    {
        Options = options;
        Record = new RecordFolder(options.LedgerFolder);
        Facts = new RecordedFacts(Record);
        Papers = new PublishedPapers(options.PublishedFolder, Facts);
        Areas = new PublishedAreas(Papers);
        Shelf = new ReportShelf(options.PublishedFolder, Facts);
        Requests = new RequestShelf(options.PublishedFolder, Facts);
        Oversight = new OversightShelf(options.PublishedFolder, Facts);
    }

    public MirrorOptions Options { get; }

    public RecordFolder Record { get; }

    public RecordedFacts Facts { get; }

    public ReportShelf Shelf { get; }

    public PublishedPapers Papers { get; }

    public PublishedAreas Areas { get; }

    public RequestShelf Requests { get; }

    public OversightShelf Oversight { get; }

    public string Publisher => Options.Publisher.Length > 0 ? Options.Publisher : "This company";

    public Site Site => new(Publisher, Options.Sample, Nav, AsOf(Record.Checkpoint()), Options.Doors ? Doors : null);

    public static string AsOf(CheckpointLines? checkpoint) => checkpoint is null
        ? "As of no checkpoint: the record has not been published yet"
        : $"As of checkpoint {CellWords.Number(checkpoint.Size)}, root {(checkpoint.Root.Length > 12 ? checkpoint.Root[..12] + "…" : checkpoint.Root)}";

    public IResult Page<TPage>(object? model = null, int status = StatusCodes.Status200OK)
        where TPage : MirrorPage => new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Site"] = Site, ["Model"] = model })
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
}
