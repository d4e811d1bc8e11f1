namespace Writ.Base.Footage;

/// <summary>What a carrier can see of a signed record of a home's key: for which generation and chain it was written, and for whom.</summary>
public sealed record HomeKeyRecord
{
    private HomeKeyRecord(int generation, int statements, IReadOnlyList<(string Holder, byte[] Wrap)> wraps) =>
        (Generation, Statements, Wraps) = (generation, statements, wraps);

    /// <summary>0 and up.</summary>
    public int Generation { get; }

    /// <summary>Length of the chain that it was written for.</summary>
    public int Statements { get; }

    /// <summary>Ids of the holders that it is wrapped to.</summary>
    public IEnumerable<string> Holders => Wraps.Select(w => w.Holder);

    internal IReadOnlyList<(string Holder, byte[] Wrap)> Wraps { get; }

    /// <summary>Refusals <c>footage-not-signed</c>: not by the hub of this home; <c>footage-bad-home-key</c>.</summary>
    public static Result<HomeKeyRecord> Read(byte[] record, HomeChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (!SignedText.Read(record, HomeKey.Kind).TryGet(out var text, out var refusal)) return refusal;
        if (!text.IsBy(chain.Hub)) return FootageRefusals.NotSigned;
        var json = new PayloadReader(text.Payload);
        var generation = (int)json.Number("generation", 0, HomeKey.MostGenerations);
        var home = json.Text("home", 40);
        var statements = (int)json.Number("statements", 1, HomeKey.MostGenerations);
        var wraps = json.Objects("wraps", HomeChain.MostHolders, one => (one.Hash("holder"), one.Base64("wrap", HomeKey.WrapLength)));
        return json.Ok && home == chain.Home.Text ? new HomeKeyRecord(generation, statements, wraps) : FootageRefusals.HomeKey;
    }

    /// <summary>Refusal <c>footage-bad-home-key</c>: not written for this chain and exactly those who hold keys now, which is what a carrier takes.</summary>
    public Result<bool> IsFor(HomeChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var wanted = chain.Holders.Where(h => h.Role != HolderRole.Hub).Select(h => h.Holder.Id);
        return Statements == chain.Texts.Count && Holders.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal)) ? true : FootageRefusals.HomeKey;
    }
}
