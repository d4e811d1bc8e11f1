using System.Text;
using Writ.Hub.Config;

namespace Writ.Hub.Tests.Config;

/// <summary>What the config says of server and place.</summary>
public sealed class ServingTests
{
    [Theory]
    [InlineData("\"place\": { \"latitude\": \"52.5219\", \"longitude\": \"13.4132\" }", "n52.5e13.4")]
    [InlineData("\"place\": { \"latitude\": \"-33.8688\", \"longitude\": \"-70.01\" }", "s33.9w70.1")]
    [InlineData("\"cell\": \"n52.5e13.4\"", "n52.5e13.4")]
    public void A_place_goes_no_further_than_its_tenth_of_a_degree(string place, string cell) => Assert.Equal(cell, Read(place).Value.Cell?.Text);

    [Theory]
    [InlineData("\"cell\": \"n52.52e13.41\"")]
    [InlineData("\"cell\": \"52.5,13.4\"")]
    [InlineData("\"place\": { \"latitude\": \"91\", \"longitude\": \"0\" }")]
    [InlineData("\"place\": { \"latitude\": \"52,5\", \"longitude\": \"13\" }")]
    public void What_is_no_place_or_finer_than_a_cell_is_refused(string place) => Assert.Equal("hub-config-place", Read(place).Refusal?.Code);

    [Theory]
    [InlineData("https://cameras.example.org", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://cameras.example.org", false)]
    [InlineData("https://name:secret@cameras.example.org", false)]
    [InlineData("https://cameras.example.org/api", false)]
    [InlineData("ftp://cameras.example.org", false)]
    [InlineData("cameras", false)]
    public void The_token_goes_over_tls_or_to_this_machine_only(string address, bool taken)
    {
        var read = Read($"\"server\": \"{address}\"");
        Assert.Equal(taken ? null : "hub-server-address", read.Refusal?.Code);
    }

    [Theory]
    [InlineData("90", "180", "n89.9e179.9")]
    [InlineData("-90", "-180", "s90.0w180.0")]
    [InlineData("-0.01", "-0.01", "s0.1w0.1")]
    [InlineData("-0", "0.1", "n0.0e0.1")]
    public void Cells_at_the_edges_are_those_of_the_pages(string latitude, string longitude, string cell) =>
        Assert.Equal(cell, Read($"\"place\": {{ \"latitude\": \"{latitude}\", \"longitude\": \"{longitude}\" }}").Value.Cell?.Text);

    [Theory]
    [InlineData("{}", 7, 20)]
    [InlineData("{ \"days\": 0, \"gigabytes\": 1 }", 0, 1)]
    [InlineData("{ \"days\": 365, \"gigabytes\": 500 }", 365, 500)]
    public void What_stays_at_home_is_the_owners_choice(string keep, int days, long gigabytes)
    {
        var read = Read($"\"keepAtHome\": {keep}").Value.Keep;
        Assert.Equal((TimeSpan.FromDays(days), gigabytes << 30), (read.KeepSent, read.MostBytes));
    }

    [Theory]
    [InlineData("\"keepAtHome\": { \"days\": -1 }", "hub-config-number")]
    [InlineData("\"keepAtHome\": { \"gigabytes\": 0 }", "hub-config-number")]
    [InlineData("\"keepAtHome\": { \"weeks\": 1 }", "hub-config-unknown")]
    [InlineData("\"page\": {}", "hub-config-missing-setting")]
    [InlineData("\"page\": { \"listen\": \"0.0.0.0\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"127.0.0.1\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"::\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"hub.lan\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"192.168.1.20\", \"name\": \"localhost\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"192.168.1.20\", \"name\": \"a b\" }", "hub-config-page")]
    [InlineData("\"page\": { \"listen\": \"192.168.1.20\", \"port\": 0 }", "hub-config-number")]
    public void What_would_serve_everybody_or_nobody_is_refused(string member, string code) => Assert.Equal(code, Read(member).Refusal?.Code);

    [Fact]
    public void An_address_in_the_network_is_one_of_this_machine_and_may_have_a_name()
    {
        var page = Read("\"page\": { \"listen\": \"192.168.1.20\", \"name\": \"hub.lan\" }").Value.Page;
        Assert.Equal(("192.168.1.20", 8443, "hub.lan"), (page?.Listen.ToString(), page?.Port, page?.Name));
    }

    private static Writ.Base.Result<HubConfig> Read(string member) =>
        ConfigReader.Read(Encoding.UTF8.GetBytes($$"""{ {{member}}, "cameras": [{ "id": "trial", "name": "Trial", "kind": "test" }] }"""));
}
