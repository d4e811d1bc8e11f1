using Writ.App.Tests.Serving;
using Writ.Demands.File;

namespace Writ.App.Tests.Demands.File;

/// <summary>An instrument has force from the day it was issued to the day it expires, both included, and not beyond.</summary>
public sealed class DatesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly WritServer server = shared.Server;

    [Fact]
    public async Task Issued_tomorrow_is_refused() =>
        Assert.Equal("/issuedOn", (await Nothing(server.Demand() with { IssuedOn = server.Today.AddDays(1) })).Refused(400, "demands-issued-in-future").Field);

    [Fact]
    public async Task Expiring_before_it_was_issued_is_refused() => (await Nothing(
        server.Demand() with { IssuedOn = server.Today, ExpiresOn = server.Today.AddDays(-1) })).Refused(400, "demands-expires-before-issue");

    [Fact]
    public async Task Expired_yesterday_is_refused() => (await Nothing(
        server.Demand() with { IssuedOn = server.Today.AddDays(-9), ExpiresOn = server.Today.AddDays(-1) })).Refused(400, "demands-instrument-expired");

    [Fact]
    public async Task Issued_and_expiring_today_is_taken() =>
        Assert.Equal(201, (await File(server.Demand() with { IssuedOn = server.Today, ExpiresOn = server.Today })).Status);

    [Fact]
    public async Task A_warrant_without_an_expiry_date_is_refused() =>
        Assert.Equal("/expiresOn", (await Nothing(server.Demand() with { ExpiresOn = null })).Refused(400, "demands-expiry-missing").Field);

    [Fact]
    public async Task Days_that_run_backwards_are_refused() => Assert.Equal("/items/0/to", (await Nothing(
        server.Demand(items: server.Item(0, "content", server.Today, server.Today.AddDays(-1))))).Refused(400, "demands-days-reversed").Field);

    [Fact]
    public async Task The_first_and_the_last_day_there_are_do_no_harm()
    {
        var demand = server.Demand(items: server.Item(0, "content", DateOnly.MinValue, DateOnly.MaxValue)) with
        {
            IssuedOn = DateOnly.MinValue, ExpiresOn = DateOnly.MaxValue,
        };

        Assert.Equal(201, (await File(demand)).Status);
        Assert.Equal(200, (await server.Lint(RawRequests.Node(demand).ToJsonString())).Status);
    }

    private Task<Reply> File(FileDemandRequest request) => server.FileRaw(RawRequests.Node(request).ToJsonString());

    private Task<Reply> Nothing(FileDemandRequest request) => Holdings.Unchanged(server, () => File(request));
}
