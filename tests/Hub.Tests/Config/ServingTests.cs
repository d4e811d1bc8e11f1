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

    private static Writ.Base.Result<HubConfig> Read(string member) =>
        ConfigReader.Read(Encoding.UTF8.GetBytes($$"""{ {{member}}, "cameras": [{ "id": "trial", "name": "Trial", "kind": "test" }] }"""));
}
