using Microsoft.Extensions.DependencyInjection;
using Writ.App.Client;
using Writ.App.Mail;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Objecting;
using Writ.Sources.Accounts;

namespace Writ.App.Tests.Gate.Notices;

/// <summary>A server that gives people seven days, with a clock that the test moves and a post office that it sees.</summary>
internal sealed class NoticeHouse(WritServer server, PostOffice post) : IAsyncDisposable
{
    public static TimeSpan Week { get; } = TimeSpan.FromDays(7);

    /// <summary>Noon of 10 March, the day of sending; seven days later ends with the 17th.</summary>
    public static DateTimeOffset Over { get; } = new(2026, 3, 18, 0, 0, 0, TimeSpan.Zero);

    public WritServer Server => server;

    public PostOffice Post => post;

    public CustomerNotices Customers => server.App.Services.GetRequiredService<CustomerNotices>();

    public Objections Objections => server.App.Services.GetRequiredService<Objections>();

    public static async Task<NoticeHouse> Open(TimeSpan? time = null, TimeZoneInfo? zone = null, string? root = null, PostOffice? post = null)
    {
        post ??= new PostOffice();
        return new NoticeHouse(await WritServer.Start(timeToObject: time ?? Week, mail: new MailOptions(Mailer: post), zone: zone, root: root), post);
    }

    public AccountId Account(int customer) => server.Customers[customer].Account;

    public Task<FiledDemand> File(bool gag = false, params FileItem[] items) => server.File(server.Demand(items: items) with { Gag = gag });

    public async Task<CaseView> Case(string id) => (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;

    /// <summary>Decides by law, and waits until nothing is on its way any more.</summary>
    public async Task<CaseView> Decided(string id)
    {
        await Decide(id, Verbs.ReviewVerbs.ByLaw(await Case(id)));
        return await Quiet(id);
    }

    public async Task Decide(string id, IReadOnlyList<DecideItem> items) =>
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(items))).Value;

    /// <summary>Waits until no mail of the case is owed.</summary>
    public async Task<CaseView> Quiet(string id)
    {
        CaseView found;
        while ((found = await Case(id)).Notices.Any(n => n.State == "Owed")) await Task.Delay(20);
        return found;
    }

    public async Task<Writ.App.Edge.Problem> Refused(string id, string code) =>
        (await Holdings.Unchanged(server, () => server.Review(id, "approval", "approver"))).Refused(code.StartsWith("gate", StringComparison.Ordinal) ? 422 : 409, code);

    public async Task<DemandView> Released(string id)
    {
        Assert.Equal(200, (await server.Review(id, "approval", "approver")).Status);
        var view = await server.Settled(id);
        Assert.Equal("released", view.State);
        return view;
    }

    public Task<Reply> Staff(string id, string path, object body, string who = "reviewer") =>
        server.Send(HttpMethod.Post, $"api/v1/review/{id}/{path}", server.TokenOf(who), RawRequests.Content(RawRequests.Node(body).ToJsonString()));

    public RecordBarRequest Bar(int days = 30) =>
        new("court-order", "Sample County Court", "No. 12-345", server.Today.AddDays(days), "The court found that telling would endanger the inquiry.");

    public Task<IReadOnlyList<CustomerNotice>> SentTo(int customer) => server.Store.Look(work => Customers.SentTo(work, Account(customer)));

    /// <summary>What is on file for reaching a customer.</summary>
    public async Task Reach(int customer, Contact contact) => _ = (await server.Store.Act<bool>(async work =>
    {
        await server.App.Services.GetRequiredService<ContactBook>().Put(work, Account(customer), contact);
        return true;
    })).Value;

    public Reader Reader() => new(server);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
