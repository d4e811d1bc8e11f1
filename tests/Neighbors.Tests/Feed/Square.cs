using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Notices;
using Writ.Gate.Publishing;
using Writ.Neighbors.Feed;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Radius;
using Writ.Neighbors.Tests.Requests;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Neighbors.Tests.Feed;

/// <summary>The feed on a real database, with residents, two moderators, and a push service that takes notes.</summary>
internal sealed class Square : IAsyncDisposable
{
    public const string Town = "n44.2w88.5";

    public static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private Square(Office office, FakeDoor door, FakeBook book) => (Office, Door, Book) = (office, door, book);

    public Office Office { get; }

    public FakeDoor Door { get; }

    public FakeBook Book { get; }

    public Caller Moderator { get; } = Office.Staff();

    public Caller Second { get; } = Office.Staff();

    public Caller Ann { get; } = Resident();

    public Caller Ben { get; } = Resident();

    public static async Task<Square> Open(FeedLimits? limits = null, bool sample = true)
    {
        var (door, book) = (new FakeDoor(), new FakeBook());
        var office = await Office.Open(sample: sample, change: services =>
        {
            var options = (NeighborsOptions)services.Single(d => d.ServiceType == typeof(NeighborsOptions)).ImplementationInstance!;
            var made = services.AddLogging().AddPublishing(new NoticeKey(Secret)).AddFeed(
                options, new FeedOptions("Sample Company", ["1 Harbour Street"], _ => "https://writ.example.org"), new FeedKey(Secret)).Value;
            made.AddSingleton(new MailKey(Secret)).AddSingleton<IPushDoor>(door).AddSingleton<IResidentMail>(book);
            return limits is null ? made : made.AddSingleton(limits);
        });
        return new Square(office, door, book);
    }

    public static Caller Resident()
    {
        var account = AccountId.New();
        return new Caller(CallerKind.Customer, account.Text, null, new HashSet<string>(), account);
    }

    public T Get<T>()
        where T : notnull => Office.Get<T>();

    public Task Live(Caller who, FeedReach reach = FeedReach.Near, string cell = Town) => Ok(Get<SetPlace>().Place(cell, reach.ToString(), who));

    public async Task<string> Draft(Caller who, string category = "community", string cell = Town) => (await Get<WritePost>().Begin(IdText.New(FeedPost.Prefix), category, cell, who)).Value;

    public async Task<string> Sent(Caller who, string text = "The playground is cleared on Saturday.", string category = "community", bool agencies = false, string cell = Town)
    {
        var id = await Draft(who, category, cell);
        await Ok(Get<WritePost>().Send(id, 1, new TypedPost(text, FeedWords.BehaviourFirst(FeedWords.Category(category)!.Value) ? "This morning" : "", ToAgencies: agencies), true, who));
        return id;
    }

    public async Task<string> Published(Caller who, string text = "The playground is cleared on Saturday.", string category = "community", bool agencies = false, string cell = Town)
    {
        var id = await Sent(who, text, category, agencies, cell);
        await Ok(Get<DecidePost>().Publish(id, Moderator));
        return id;
    }

    public async Task<string> Refused(Caller who)
    {
        var id = await Sent(who);
        await Ok(Get<DecidePost>().Refuse(id, "off-topic", Moderator));
        return id;
    }

    public async Task<string> Comment(string post, Caller who, string text = "Thank you, I shall come.")
    {
        var id = IdText.New(FeedComment.Prefix);
        await Ok(Get<WriteComment>().Resident(post, id, text, true, who));
        return id;
    }

    public async Task<string> Asked(string mail = "", string cell = Town)
    {
        var id = IdText.New(FeedAsk.Prefix);
        await Ok(Get<WriteAsk>().Handle(id, Ask() with { Mail = mail, Place = cell }));
        return id;
    }

    public TypedAsk Ask() => new(Town, Office.Time(-2), Office.Time(-1), "A red raincoat", "Blur", "MyChild");

    public Task<FeedPost?> Row(string id) => Office.Store.Look(work => FeedBook.Post(work, id));

    public Task<List<FeedPost>> Seen(Caller who) => Office.Store.Look(async work =>
    {
        var member = (await FeedBook.Found(work, who.Account!.Value))!;
        return (await Get<FeedReader>().Seen(work, member, await Neighbors.Feed.Mute.MuteItem.Of(work, member.Account), Office.Now)).Posts.ToList();
    });

    public Task<List<T>> All<T>()
        where T : class => Office.Store.Look(work => work.Db().Set<T>().AsNoTracking().ToListAsync());

    public static async Task Ok<T>(Task<Result<T>> done)
    {
        var result = await done;
        Assert.True(result.Ok, result.Ok ? null : result.Refusal.ToString());
    }

    public static async Task No<T>(string code, Task<Result<T>> done)
    {
        var result = await done;
        Assert.False(result.Ok, $"{code} was expected");
        Assert.Contains(code, result.Refusal.Others.Prepend(result.Refusal).Select(r => r.Code));
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}

/// <summary>A push service without a network.</summary>
internal sealed class FakeDoor : IPushDoor
{
    public List<(Uri Address, byte[] Message, string Authorization)> Taken { get; } = [];

    public PushAnswer Answer { get; set; }

    public Task<PushAnswer> Send(Uri address, byte[] message, string authorization, CancellationToken cancel)
    {
        lock (Taken) Taken.Add((address, message, authorization));
        return Task.FromResult(Answer);
    }
}

internal sealed class FakeBook : IResidentMail
{
    public Dictionary<AccountId, string> Addresses { get; } = [];

    public Task<string?> AddressOf(IWork work, AccountId account) => Task.FromResult(Addresses.GetValueOrDefault(account));
}
