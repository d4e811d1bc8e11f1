using Writ.Base.Footage;

namespace Writ.Base.Tests.Footage;

/// <summary>A hub, an owner's browser and what they need, for a test.</summary>
internal sealed class Household : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public Household() => Chain = HomeChain.Found(Hub, HomeId.New(), Owner.Holder, Noon);

    public HolderKeys Hub { get; } = HolderKeys.Generate();

    public HolderKeys Owner { get; } = HolderKeys.Generate();

    public HomeChain Chain { get; private set; }

    public byte[] Adding(HolderKeys by, HolderKeys who, HolderRole role) => SignedText.Sign(by, "home", Chain.Adding(who.Holder, role, Noon)).Write();

    public byte[] Removing(HolderKeys by, HolderKeys who) => SignedText.Sign(by, "home", Chain.Removing(who.Holder.Id, Noon)).Write();

    /// <summary>The code of the refusal, or null where the chain took it.</summary>
    public string? Try(byte[] statement)
    {
        var longer = Chain.Add(statement);
        if (longer.Ok) Chain = longer.Value;
        return longer.Refusal?.Code;
    }

    public void Dispose()
    {
        Hub.Dispose();
        Owner.Dispose();
    }
}
