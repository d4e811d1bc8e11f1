using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Gate.Grants.Sample;
using Writ.Neighbors.Feed.AgencyPosts;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Radius;
using Writ.Neighbors.Rules;
using Writ.Store;

namespace Writ.Neighbors.Feed.Sample;

/// <summary>The sample town's feed, made through the use cases: posts in each state, comments, a post of an agency, an ask. Only a sample folder has it.</summary>
public static class SampleFeed
{
    private const string Town = "n44.2w88.5";

    /// <param name="resident">Whose pages a reader opens.</param>
    /// <param name="neighbour">Another resident.</param>
    /// <param name="officer">Of a verified agency of the town.</param>
    /// <param name="moderator">Who decides first.</param>
    public static async Task<Result<bool>> Fill(IServiceProvider services, Caller resident, Caller neighbour, Caller officer, Caller moderator)
    {
        var (posts, decide) = (services.GetRequiredService<WritePost>(), services.GetRequiredService<DecidePost>());
        var (comments, asks) = (services.GetRequiredService<WriteComment>(), services.GetRequiredService<WriteAsk>());
        foreach (var who in (Caller[])[resident, neighbour]) Must(await services.GetRequiredService<SetPlace>().Place(Town, nameof(FeedReach.Near), who));

        var cat = await Sent(posts, resident, "animal", new TypedPost("A grey cat with one white paw sits in our garden since yesterday. It is tame and hungry.", ToAgencies: true));
        Must(await decide.Publish(cat, moderator));
        Must(await comments.Resident(cat, IdText.New(FeedComment.Prefix), "I think it belongs to the yellow corner shop. I shall ask there.", true, neighbour));
        Must(await comments.Resident(cat, IdText.New(FeedComment.Prefix), "Thank you, that would be kind.", true, resident));
        var number = IdText.New(FeedComment.Prefix);
        Must(await comments.Resident(cat, number, "The shop has 555 010 2030.", true, neighbour));
        Must(await services.GetRequiredService<DecideComment>().Refuse(number, FeedWords.Code(FeedReason.PrivatePerson), moderator));
        Must(await services.GetRequiredService<Appeal.AppealRefusal>().Comment(number, "It is the number on the shop's own sign.", neighbour));
        Must(await services.GetRequiredService<Looks.OpenAsAgency>().Handle(cat, officer));
        Must(await comments.Agency(cat, IdText.New(FeedComment.Prefix), "The shelter can read its chip, on weekdays until five.", officer));

        var doors = await Sent(posts, neighbour, "suspicious", new TypedPost(
            "Somebody went from car to car and tried each door handle. At the third one an alarm went off and they ran towards the river.", "Last night, around half past two", "A dark hooded jacket and a light backpack"));
        Must(await decide.Publish(doors, moderator));

        var lamp = await Sent(posts, resident, "safety", new TypedPost("The lamp at the crossing is out again, and cars do not see who walks there."), services.GetRequiredService<PutClip>());
        Must(await decide.Publish(lamp, moderator));
        Must(await services.GetRequiredService<Resolve.ResolvePost>().Handle(lamp, resident));

        var walker = await Sent(posts, resident, "unknown-visitor", new TypedPost("Somebody stood at the bus stop for a long time and looked around.", "This morning"));
        Must(await decide.Refuse(walker, FeedWords.Code(FeedReason.NoBehaviour), moderator));

        var fire = await Sent(posts, neighbour, "environment", new TypedPost("Every evening somebody burns leaves behind the old mill, and the smoke comes into the houses."));
        Must(await decide.Refuse(fire, FeedWords.Code(FeedReason.Accusation), moderator));
        Must(await services.GetRequiredService<Appeal.AppealRefusal>().Handle(fire, "I accuse nobody. I only say that there is smoke each evening, and where.", neighbour));

        _ = await Sent(posts, neighbour, "community", new TypedPost("On Saturday we clear the playground of leaves. Bring a rake, there is soup."));
        Must(await posts.Begin(IdText.New(FeedPost.Prefix), "crime", Town, resident));

        var notice = services.GetRequiredService<WriteAgencyPost>();
        var sent = await notice.Send(IdText.New(FeedPost.Prefix), Town, "The bridge in the north is closed to cars on Sunday from eight to noon. Walking over it is possible.", officer);
        Must(await decide.Publish(Must(sent), moderator));

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var zone = services.GetRequiredService<NeighborsOptions>().Zone;
        var ask = IdText.New(FeedAsk.Prefix);
        Must(await asks.Handle(ask, new TypedAsk(
            Town, LocalTime.Written(now.AddHours(-30), zone), LocalTime.Written(now.AddHours(-29), zone), "A red raincoat and a small blue bicycle", nameof(AskWish.Blur), nameof(AskWho.MyChild))));
        Must(await services.GetRequiredService<DecideAsk>().Publish(ask, moderator));
        return true;
    }

    /// <param name="clips">Puts a clip to it; null: it has none.</param>
    private static async Task<string> Sent(WritePost posts, Caller author, string category, TypedPost typed, PutClip? clips = null)
    {
        var id = Must(await posts.Begin(IdText.New(FeedPost.Prefix), category, Town, author));
        if (clips is not null)
        {
            var film = SampleFilm.Read();
            Must(await clips.Put(id, new MemoryStream(film), film.Length, author, CancellationToken.None));
        }

        var seen = 1;
        if (typed.Appearance.Length > 0) Must(await posts.Save(id, seen++, typed with { Appearance = string.Empty }, author));
        Must(await posts.Send(id, seen, typed, age: true, author));
        return id;
    }

    // Made up here, so one that is refused is a bug.
    private static T Must<T>(Result<T> done) => done.TryGet(out var value, out var refusal) ? value : throw new InvalidOperationException(refusal.ToString());
}
