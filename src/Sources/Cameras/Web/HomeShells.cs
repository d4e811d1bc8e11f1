using System.Text.Json;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Writ.Kit;
using Writ.Sources.Cameras.Grants;

namespace Writ.Sources.Cameras.Web;

/// <summary>
/// The cameras' pages and all that they load as one file, for the hub that serves them at home: made when the hub is built, from the very components
/// and modules that the server shows. What differs from one home or browser to another stands there as a word in braces.
/// </summary>
public static class HomeShells
{
    internal const string Problem = "{problem}";

    internal const string CompanySite = "{site}";

    internal const string ShowCodes = "/let-in/codes";

    internal const string LetIn = "/let-in";

    private const string LetOut = "/let-out";

    private static readonly CameraPlace Place = new("{home}", "{camera}", AtHome: true);

    /// <summary>JSON: <c>headers</c> of every answer; <c>pages</c> by name, each with its content security policy; <c>files</c> by address.</summary>
    public static async Task<byte[]> Make()
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<AntiforgeryStateProvider, ProofToCome>().BuildServiceProvider();
        var inside = Around(new DeskPerson("This browser", null, LetOut));
        var pages = new Dictionary<string, Page>
        {
            ["let-in"] = new(PageSecurity.Policy, await Html<LetInPage>(services, Around(null))),
            ["none"] = new(PageSecurity.Policy, await Html<OnlyThere>(services, inside)),
            ["homes"] = new(PageSecurity.ScriptPolicy, await Html<HomesPage>(services, inside)),
            ["watch"] = new(PageSecurity.VideoPolicy, await Html<WatchPage>(services, inside)),
            ["settings"] = new(PageSecurity.ScriptPolicy, await Html<SettingsPage>(services, inside)),
            ["people"] = new(PageSecurity.ScriptPolicy, await Html<PeoplePage>(services, inside)),
            ["who-looked"] = new(PageSecurity.ScriptPolicy, await Html<LooksPage>(services, inside)),
            ["requests"] = new(PageSecurity.ScriptPolicy, await Html<RequestsPage>(services, inside)),
            ["answer"] = new(PageSecurity.VideoPolicy, await Html<AnswerPage>(services, inside)),
            ["grants"] = new(PageSecurity.ScriptPolicy, await Html<GrantsPage>(services, inside)),
            ["everything"] = new(PageSecurity.ScriptPolicy, await Html<EverythingPage>(services, inside)),
        };
        var files = KitAssets.All.ToDictionary(asset => asset.Address, asset => new FileOf(asset.MediaType, asset.Content.ToArray()));
        foreach (var script in CameraScripts.All.Concat(GrantScripts.OfOwner).Concat([KitScript.Visible, KitScript.Sha256, KitScript.BrowserTable])) files[script.Address] = new FileOf("text/javascript; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(script.Text));
        return JsonSerializer.SerializeToUtf8Bytes(new { headers = Headers(), pages, files }, JsonSerializerOptions.Web);
    }

    private static DeskSurroundings Around(DeskPerson? person) => new(
        new Site("Your hub", false, [], "Made with Writ, free software under the Apache licence 2.0."),
        new Desk("Cameras at home", "/my/cameras", person is null ? [] : [new NavItem("Cameras", "/my/cameras")], "These pages and their scripts come from your own hub, and load nothing from elsewhere. Times are in UTC."),
        person);

    private static Task<string> Html<TPage>(IServiceProvider services, DeskSurroundings around)
        where TPage : DeskPage => KitRender.Html<TPage>(services, NullLoggerFactory.Instance, new Dictionary<string, object?>
        {
            [nameof(DeskPage.Around)] = around, [nameof(DeskPage.Model)] = Place, [nameof(DeskPage.Faults)] = Faults.None,
        });

    private static Dictionary<string, string> Headers()
    {
        var response = new DefaultHttpContext().Response;
        PageSecurity.Apply(response);
        return response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
    }

    private sealed record Page(string Policy, string Html);

    private sealed record FileOf(string MediaType, byte[] Content);

    /// <summary>Where the server puts its token against forged requests, the hub puts its own.</summary>
    private sealed class ProofToCome : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("{proof}", "__RequestVerificationToken");
    }
}
