using System.Net;
using System.Text.RegularExpressions;
using Writ.App.SignIn;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

/// <summary>Where each member of staff begins, and where that page leads.</summary>
public sealed partial class DesksTests : IAsyncLifetime
{
    private WritServer server = null!;

    public async Task InitializeAsync() => server = await WritServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Nobody_is_led_to_a_page_that_they_may_not_see()
    {
        foreach (var role in Roles.OfStaff)
        {
            using var reader = await server.Staff(role);
            var home = (await reader.Get("/home")).Location!;
            var first = await reader.Get(home);
            Assert.True(first.Status == HttpStatusCode.OK, $"{role} begins at {home}: {first.Status}");
            foreach (var there in Links().Matches(first.Body).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct())
                Assert.True((await reader.Get(there)).Status is not HttpStatusCode.Forbidden, $"{role} is led from {home} to {there}");
        }
    }

    [GeneratedRegex("<a[^>]* href=\"(/[^\"#]*)\"")]
    private static partial Regex Links();
}
