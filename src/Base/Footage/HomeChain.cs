using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>
/// Who holds keys of a home, as statements that each follow from the one before and are signed by somebody who was allowed to.
/// Every holder keeps the length and end of the chain that it last saw and takes only what continues it, so a server that carries
/// the chain can neither add a key nor take one away. Immutable; <see cref="Add"/> gives the longer chain.
/// </summary>
public sealed class HomeChain
{
    /// <summary>Holders at one time, the hub included.</summary>
    public const int MostHolders = 32;

    private readonly List<SignedText> texts;

    private readonly Dictionary<string, (Holder Holder, HolderRole Role)> holders;

    private readonly HashSet<string> gone;

    private HomeChain(HomeId home, List<SignedText> texts, Dictionary<string, (Holder Holder, HolderRole Role)> holders, HashSet<string> gone, string end)
    {
        Home = home;
        this.texts = texts;
        this.holders = holders;
        this.gone = gone;
        End = end;
    }

    public HomeId Home { get; }

    /// <summary>Statements, as they were signed.</summary>
    public IReadOnlyList<SignedText> Texts => texts;

    /// <summary>SHA-256 of the last signed text, hex: what the next one names.</summary>
    public string End { get; }

    /// <summary>Who holds keys now, by id.</summary>
    public IEnumerable<(Holder Holder, HolderRole Role)> Holders => holders.Values.OrderBy(h => h.Holder.Id, StringComparer.Ordinal);

    public Holder Hub => holders.Values.Single(h => h.Role == HolderRole.Hub).Holder;

    /// <summary>Null where this holder is none now.</summary>
    public (Holder Holder, HolderRole Role)? Find(string id) => holders.TryGetValue(id, out var found) ? found : null;

    /// <summary>The first statement, signed by the hub. The caller has checked both keys by the pairing code.</summary>
    public static HomeChain Found(HolderKeys hub, HomeId home, Holder owner, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var statement = new HomeFounded(home, 0, new string('0', 64), at, hub.Holder, owner);
        return Read([SignedText.Sign(hub, HomeStatement.Kind, statement.ToPayload()).Write()]).Value;
    }

    /// <summary>
    /// From the first statement on. That it is the chain of *this* home's hub is the caller's to know: compare <see cref="Hub"/> with
    /// the pinned one. Refusals <c>footage-not-signed</c>, <c>footage-chain-broken</c>, and those of <see cref="Add"/>.
    /// </summary>
    public static Result<HomeChain> Read(IReadOnlyList<byte[]> signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        if (signed.Count == 0) return FootageRefusals.Chain;
        if (!SignedText.Read(signed[0], HomeStatement.Kind).TryGet(out var text, out var refusal)) return refusal;
        if (!HomeStatement.Read(text).TryGet(out var first, out refusal)) return refusal;
        if (first is not HomeFounded { Number: 0 } founded || founded.Previous.Trim('0').Length > 0 || !text.IsBy(founded.Hub)) return FootageRefusals.Chain;
        var chain = new HomeChain(
            founded.Home,
            [text],
            new(StringComparer.Ordinal) { [founded.Hub.Id] = (founded.Hub, HolderRole.Hub), [founded.Owner.Id] = (founded.Owner, HolderRole.Owner) },
            new(StringComparer.Ordinal),
            Hash(signed[0]));
        foreach (var next in signed.Skip(1))
        {
            if (!chain.Add(next).TryGet(out var longer, out refusal)) return refusal;
            chain = longer;
        }

        return chain;
    }

    /// <summary>The payload of the next statement, for its signer.</summary>
    public JsonObject Adding(Holder holder, HolderRole role, DateTimeOffset at) => new HolderAdded(Home, texts.Count, End, at, holder, role).ToPayload();

    /// <summary>The payload of the next statement, for its signer.</summary>
    public JsonObject Removing(string holder, DateTimeOffset at) => new HolderRemoved(Home, texts.Count, End, at, holder).ToPayload();

    /// <summary>
    /// The chain with one more statement. Refusals <c>footage-not-signed</c>; <c>footage-chain-broken</c>: not what follows;
    /// <c>footage-not-a-holder</c>: the signer may not; <c>footage-last-owner</c>; <c>footage-too-many-holders</c>.
    /// </summary>
    public Result<HomeChain> Add(byte[] signed)
    {
        if (!SignedText.Read(signed, HomeStatement.Kind).TryGet(out var text, out var refusal)) return refusal;
        if (!HomeStatement.Read(text).TryGet(out var statement, out refusal)) return refusal;
        if (statement.Home != Home || statement.Number != texts.Count || statement.Previous != End) return FootageRefusals.Chain;
        if (Find(text.By) is not { } signer || !text.IsBy(signer.Holder)) return FootageRefusals.NoHolder;
        var (now, left) = (new Dictionary<string, (Holder Holder, HolderRole Role)>(holders, StringComparer.Ordinal), new HashSet<string>(gone, StringComparer.Ordinal));
        switch (statement)
        {
            case HolderAdded added when signer.Role is HolderRole.Owner or HolderRole.Recovery:
                if (now.ContainsKey(added.Holder.Id) || left.Contains(added.Holder.Id)) return FootageRefusals.Chain;
                if (now.Count >= MostHolders) return FootageRefusals.ManyHolders;
                now[added.Holder.Id] = (added.Holder, added.Role);
                break;
            case HolderRemoved removed when signer.Role is HolderRole.Owner or HolderRole.Recovery || removed.Holder == text.By:
                if (!now.TryGetValue(removed.Holder, out var leaving)) return FootageRefusals.Chain;
                if (leaving.Role == HolderRole.Hub) return FootageRefusals.NoHolder;
                now.Remove(removed.Holder);
                left.Add(removed.Holder);
                if (!now.Values.Any(h => h.Role == HolderRole.Owner)) return FootageRefusals.LastOwner;
                break;
            case HolderAdded or HolderRemoved:
                return FootageRefusals.NoHolder;
            default:
                return FootageRefusals.Chain;
        }

        return new HomeChain(Home, [.. texts, text], now, left, Hash(signed));
    }

    private static string Hash(byte[] signed) => Convert.ToHexStringLower(SHA256.HashData(signed));
}
