using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Seed;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>What an owner's page has before it sends anything.</summary>
internal sealed record Sealed(GrantConsent Consent, byte[] Key, byte[] File, IReadOnlyList<(string Thumbprint, byte[] Wrap)> Wraps)
{
    public GrantId Id => Consent.Grant;

    private (GrantConsent, HolderKeys, byte[]) signed;

    /// <summary>Once for one word: signatures differ from one another.</summary>
    public byte[] Sign(HolderKeys device)
    {
        if (signed.Item1 != Consent || signed.Item2 != device) signed = (Consent, device, Consent.Sign(device));
        return signed.Item3;
    }
}

/// <summary>A server with an owner, their hub, and an open request of an officer with a key.</summary>
public abstract class GrantHouse : IAsyncLifetime
{
    internal WritServer Server { get; private set; } = null!;

    internal Seat Owner { get; private set; } = null!;

    internal FakeHub Hub { get; private set; } = null!;

    internal Caller Author { get; private set; } = null!;

    internal Caller Supervisor { get; private set; } = null!;

    internal RequestId Request { get; private set; }

    internal AgencyId Agency => Author.Agency!.Value;

    public async Task InitializeAsync()
    {
        Server = await WritServer.Start();
        Owner = await Seat.Of(Server, 0);
        Hub = await FakeHub.Paired(Server, Owner);
        Author = await CallerOf("officer");
        var people = (await new SampleAsks(Server.Desk).Make(Server.App.Services, Server.TokenOf("officer"), Server.TokenOf("desk"))).Value;

        // The sample's last quarter is published by a job: what a test counts of the record is counted after it.
        while (await Server.Count("oversight_file") < 3) await Task.Delay(20);
        Supervisor = new Caller(CallerKind.Officer, people.Single(p => p.Name == "supervisor").Subject!, Agency, new HashSet<string> { Scopes.RequestsWrite });
        Request = RequestId.FromTrusted(await Server.Text("SELECT id FROM community_request WHERE state = 'Published' ORDER BY until_at DESC, id LIMIT 1"));
    }

    public async Task DisposeAsync()
    {
        Hub.Dispose();
        Owner.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Time passes; the owner signs in anew.</summary>
    internal async Task Pass(TimeSpan time)
    {
        Server.Time.Now += time;
        Owner.Dispose();
        Owner = await Seat.Of(Server, 0);
    }

    internal async Task<Caller> CallerOf(string name) => (await Server.Store.Look(work => AccessTokens.Find(work, Server.TokenOf(name), Server.Time.Now)))!;

    /// <summary>As the owner's page makes it, or a little otherwise.</summary>
    internal Sealed Seal(Func<GrantConsent, GrantConsent>? otherwise = null, IReadOnlyList<PublicKey>? keys = null, byte[]? plain = null)
    {
        var (id, key) = (GrantId.New(), RandomNumberGenerator.GetBytes(32));
        var file = GrantFile.Seal(id, key, plain ?? RandomNumberGenerator.GetBytes(70_000));
        var consent = new GrantConsent(
            id, Hub.Chain.Home, Request, Agency, OfficerId.FromTrusted(Author.Subject), Server.Time.Now, 90, Convert.ToHexStringLower(SHA256.HashData(file)), GrantConsent.Relay,
            "2026-11", null);
        return new Sealed(otherwise?.Invoke(consent) ?? consent, key, file, [.. (keys ?? [Server.OfficerKey.Public]).Select(k => (k.Thumbprint, GrantFile.Wrap(id, key, k)))]);
    }

    internal Task<Reply> Offer(Sealed made, HolderKeys? device = null, Seat? seat = null, long? size = null) => (seat ?? Owner).Post("/answers/grants", Body(made, device, size));

    internal JsonObject Body(Sealed made, HolderKeys? device = null, long? size = null) => new()
    {
        ["consent"] = Encoding.UTF8.GetString(made.Sign(device ?? Hub.Owner)),
        ["size"] = size ?? made.File.Length,
        ["wraps"] = new JsonArray([.. made.Wraps.Select(w => new JsonObject { ["thumbprint"] = w.Thumbprint, ["wrap"] = Convert.ToBase64String(w.Wrap) })]),
    };

    internal Task<Reply> PutFile(Sealed made, byte[]? file = null, Seat? seat = null) => (seat ?? Owner).Put($"/answers/grants/{made.Id}/file", file ?? made.File);

    internal async Task<Sealed> Given(Func<GrantConsent, GrantConsent>? otherwise = null)
    {
        var made = Seal(otherwise);
        Assert.Equal(201, (await Offer(made)).Status);
        (await PutFile(made)).Done();
        return made;
    }

    internal async Task<JsonObject> View(GrantId id) =>
        (JsonObject)JsonNode.Parse((await Owner.Get("/answers/grants")).Text)!["grants"]!.AsArray().Single(g => (string)g!["grant"]! == id.Text)!;

    internal async Task<string> State(GrantId id) => (string)(await View(id))["state"]!;

    /// <summary>In the record, so that the officer may open it.</summary>
    internal async Task Ready(GrantId id)
    {
        while (await State(id) == "recorded") await Task.Delay(20);
        Assert.Equal("ready", await State(id));
    }

    internal Task<long> Blobs() => Server.Blobs();
}
