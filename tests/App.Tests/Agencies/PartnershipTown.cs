using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Partnerships;
using Writ.App.Serve;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Ledger.Partnerships;
using Writ.Store.People;

namespace Writ.App.Tests.Agencies;

/// <summary>A server with a desk, an agency and its admin, a clerk and two outside parties: partnerships made as people make them, form by form.</summary>
internal sealed class PartnershipTown : IAsyncDisposable
{
    public static readonly byte[] Area = """{"type":"Polygon","coordinates":[[[0,0],[0.1,0],[0.1,0.1],[0,0.1],[0,0]]]}"""u8.ToArray();

    private readonly List<Reader> readers = [];

    private PartnershipTown(WritServer server) => Server = server;

    public WritServer Server { get; }

    public AgencyId Agency { get; private set; }

    public Reader Desk { get; private set; } = null!;

    public Reader Admin { get; private set; } = null!;

    public string Here => $"/desk/partners/{Agency.Text}";

    public string Outside => $"/outside/{Agency.Text}";

    public const string Own = "/officer/partnership";

    public static async Task<PartnershipTown> Make(PartnershipSettings? settings = null)
    {
        var town = new PartnershipTown(await WritServer.Start(partners: settings));
        var officer = await town.Server.SubjectOf("officer");
        town.Agency = AgencyId.FromTrusted(await town.Server.Text($"SELECT agency_id FROM officer WHERE id = '{officer}'"));
        var staff = (await town.Server.Store.Act<string>(async work =>
            (await Persons.Enrol(work, CallerKind.Staff, StaffId.New().Text, null, "Partnership desk", ["partners"], "test", town.Server.Time.Now)).Subject)).Value;
        town.Desk = await town.As(staff);
        Assert.Equal(303, (int)(await town.Desk.Post(town.Here, $"{town.Here}/admin", ("admin-officer", officer))).Status);
        town.Admin = await town.As(officer);
        return town;
    }

    public async Task<Reader> As(string subject)
    {
        var reader = await Server.SignedInPerson(subject);
        readers.Add(reader);
        return reader;
    }

    /// <summary>Names somebody outside and signs them in.</summary>
    public async Task<Reader> Name(string office, string body, string? account = null)
    {
        var id = account ?? OutsideId.New().Text;
        var page = await Desk.Post(Here, $"{Here}/accounts", ("account-office", office), ("account-body", body), ("once", id));
        Assert.Equal(303, (int)page.Status);
        return await As(id);
    }

    public async Task<PartnershipStanding> Standing() => await Server.Store.Look(work =>
        Server.App.Services.GetRequiredService<PartnershipRegister>().Standing(work, Agency, Server.Time.Now));

    public (string, string)[] Day(string name, DateOnly? day = null)
    {
        var on = day ?? Server.Today;
        return [($"{name}-day", $"{on.Day}"), ($"{name}-month", $"{on.Month}"), ($"{name}-year", $"{on.Year}")];
    }

    public static byte[] Text(string what) => Encoding.UTF8.GetBytes($"{what}, word for word.\n");

    public Task<Page> SetArea(byte[] area) => Admin.UploadAs("area-file", Own, $"{Own}/area", "area.geojson", area);

    public Task<Page> Propose(string level = "municipal", string actsFor = "nobody", string publicity = "none", DateOnly? ends = null, byte[]? text = null) => Desk.UploadAs(
        "agreement-file", Here, $"{Here}/agreement", "a.txt", text ?? Text("Agreement"),
        [("agreement-level", level), ("agreement-acts-for", actsFor), ("agreement-publicity", publicity), .. Day("agreement-ends", ends ?? Server.Today.AddMonths(11))]);

    public Task<Page> Notice(DateTimeOffset hearing, string url = "https://town.example/notice") => Admin.UploadAs(
        "notice-file", Own, $"{Own}/notice", "n.txt", Text("Notice"),
        [("notice-url", url), .. Day("notice-hearing", DateOnly.FromDateTime(hearing.UtcDateTime)), ("notice-hearing-hour", $"{hearing:HH:mm}")]);

    public Task<Page> Hearing() => Admin.Post(Own, $"{Own}/hearing", [("hearing-body", "Town Council"), ("hearing-text", "Nine people spoke."), .. Day("hearing-on")]);

    public Task<Page> Place(string what) => Admin.UploadAs(
        "paper-file", Own, $"{Own}/papers", "p.txt", Text(what), [("paper-what", what), ("paper-body", "Town Council"), ("paper-url", $"https://council.example/{what}"), .. Day("paper-on")]);

    public Task<Page> Fetch(Reader party, string what, string? found = null) =>
        party.Post(Outside, $"{Outside}/fetches", ("fetch-what", what), ("fetch-sha256", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Text(found ?? what)))));

    /// <summary>As the clerk's page has it.</summary>
    public Task<Page> Countersign(Reader clerk, string resolution = "resolution") => clerk.Post(
        Outside, $"{Outside}/countersignature", ("agreement", "1"), ("text", Hash("Agreement")), ("resolution", Hash(resolution)), ("policy", Hash("use-policy")));

    /// <summary>Everything up to the clerk's turn. Comment and objections take two minutes each in a sample folder.</summary>
    public async Task<(Reader Clerk, Reader First, Reader Second)> UntilTheClerk()
    {
        var clerk = await Name("clerk", "Town Council");
        var first = await Name("fetcher", "Library");
        var second = await Name("fetcher", "Press");
        Done(await SetArea(Area));
        Done(await Propose());
        Done(await Notice(Server.Time.Now.AddMinutes(2)));
        Server.Time.Now += TimeSpan.FromMinutes(2);
        Done(await Hearing());
        foreach (var what in new[] { "resolution", "use-policy" })
        {
            Done(await Place(what));
            Done(await Fetch(first, what));
            Done(await Fetch(second, what));
        }

        return (clerk, first, second);
    }

    public static void Done(Page page) => Assert.True((int)page.Status == 303, $"{page.Status}: {page.Body}");

    public static string Hash(string what) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Text(what)));

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in readers) reader.Dispose();
        await Server.DisposeAsync();
    }
}
