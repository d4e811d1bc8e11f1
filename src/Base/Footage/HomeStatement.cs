using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>What a holder of a home's keys may do.</summary>
public enum HolderRole
{
    /// <summary>The hub: makes keys and clips, adds nobody.</summary>
    Hub,

    /// <summary>A device of an owner: adds and removes holders, sets cameras.</summary>
    Owner,

    /// <summary>A device of somebody else of the household: watches.</summary>
    Member,

    /// <summary>The printed recovery code: what an owner may do.</summary>
    Recovery,
}

/// <summary>One statement about who holds keys of a home. Signed; each names the one before it.</summary>
/// <param name="Home">The home.</param>
/// <param name="Number">0 and up, without a gap.</param>
/// <param name="Previous">SHA-256 of the signed text before it, hex; 64 zeros for the first.</param>
/// <param name="At">When, by the signer's clock; shown, never decided by.</param>
public abstract record HomeStatement(HomeId Home, int Number, string Previous, DateTimeOffset At)
{
    internal const string Kind = "home";

    private const int MostNumbers = 100_000;

    /// <summary>The payload that is signed.</summary>
    public JsonObject ToPayload()
    {
        var json = new JsonObject
        {
            ["at"] = PayloadReader.Write(At),
            ["home"] = Home.Text,
            ["number"] = Number,
            ["previous"] = Previous,
        };
        switch (this)
        {
            case HomeFounded founded:
                json["what"] = "founded";
                json["hub"] = Keys(founded.Hub);
                json["owner"] = Keys(founded.Owner);
                break;
            case HolderAdded added:
                json["what"] = "added";
                json["holder"] = Keys(added.Holder);
                json["role"] = Word(added.Role);
                break;
            case HolderRemoved removed:
                json["what"] = "removed";
                json["holder"] = removed.Holder;
                break;
        }

        return json;
    }

    /// <summary>Refusal <c>footage-chain-broken</c>.</summary>
    internal static Result<HomeStatement> Read(SignedText text)
    {
        var json = new PayloadReader(text.Payload);
        var at = json.At("at");
        var home = json.Parsed("home", t => (HomeId.TryParse(t, out var id), id));
        var number = (int)json.Number("number", 0, MostNumbers);
        var previous = json.Hash("previous");
        HomeStatement? statement = json.Text("what", 20) switch
        {
            "founded" when json.Holder("hub") is { } hub && json.Holder("owner") is { } owner && hub.Id != owner.Id
                => new HomeFounded(home, number, previous, at, hub, owner),
            "added" when json.Holder("holder") is { } holder && Role(json.Text("role", 20)) is { } role
                => new HolderAdded(home, number, previous, at, holder, role),
            "removed" => new HolderRemoved(home, number, previous, at, json.Hash("holder")),
            _ => null,
        };
        return statement is not null && json.Ok ? statement : FootageRefusals.Chain;
    }

    private static JsonObject Keys(Holder holder) => new()
    {
        ["sign"] = Convert.ToBase64String(holder.Sign.Spki),
        ["seal"] = Convert.ToBase64String(holder.Seal.Spki),
    };

    private static string Word(HolderRole role) => role switch
    {
        HolderRole.Owner => "owner",
        HolderRole.Member => "member",
        HolderRole.Recovery => "recovery",
        HolderRole.Hub => throw new ArgumentException("A hub founds a home and is never added to one", nameof(role)),
    };

    private static HolderRole? Role(string word) => word switch
    {
        "owner" => HolderRole.Owner,
        "member" => HolderRole.Member,
        "recovery" => HolderRole.Recovery,
        _ => null,
    };
}

/// <summary>The hub and the device that it was paired with. Signed by the hub.</summary>
public sealed record HomeFounded(HomeId Home, int Number, string Previous, DateTimeOffset At, Holder Hub, Holder Owner)
    : HomeStatement(Home, Number, Previous, At);

/// <summary>Signed by an owner's device or the recovery code.</summary>
public sealed record HolderAdded(HomeId Home, int Number, string Previous, DateTimeOffset At, Holder Holder, HolderRole Role)
    : HomeStatement(Home, Number, Previous, At);

/// <summary>Signed by an owner's device or the recovery code, or by the holder who leaves. Who was removed never comes back: a new key does.</summary>
public sealed record HolderRemoved(HomeId Home, int Number, string Previous, DateTimeOffset At, string Holder)
    : HomeStatement(Home, Number, Previous, At);
