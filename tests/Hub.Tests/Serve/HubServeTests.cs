using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Config;
using Writ.Hub.Keeping;
using Writ.Hub.Serve;

namespace Writ.Hub.Tests.Serve;

public sealed class HubServeTests : IDisposable
{
    private static readonly Uri Server = new("https://writ.invalid");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Without_a_server_or_a_cell_it_does_not_serve()
    {
        Assert.Equal("hub-config-server", await Refused(new HubConfig([], null, CoarseCell.Of(0, 0))));
        Assert.Equal("hub-config-server", await Refused(new HubConfig([], Server)));
    }

    [Fact]
    public async Task A_folder_of_a_hub_that_is_paired_elsewhere_or_lost_its_chain_is_refused()
    {
        using (var folder = HubFolder.Open(root).Value) new ServerFile(new Uri("https://other.invalid"), "token").Write(folder);
        Assert.Equal("hub-other-server", await Refused(new HubConfig([], Server, CoarseCell.Of(0, 0))));
        using (var folder = HubFolder.Open(root).Value) new ServerFile(Server, "token").Write(folder);
        Assert.Equal("hub-folder-damaged", await Refused(new HubConfig([], Server, CoarseCell.Of(0, 0))));
    }

    private async Task<string?> Refused(HubConfig config)
    {
        using var folder = HubFolder.Open(root).Value;
        return (await new HubServe(config, folder, null!, new HubStanding(), HubTimings.Default, TimeProvider.System, _ => { }).RunAsync(CancellationToken.None)).Refusal?.Code;
    }
}
