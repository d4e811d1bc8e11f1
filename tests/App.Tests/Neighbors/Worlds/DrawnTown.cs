using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Writ.App.Tests.Neighbors.Worlds;

/// <summary>What a home does about a request.</summary>
internal enum Behaviour
{
    /// <summary>Nothing: its people never open the page.</summary>
    Ignores,

    /// <summary>They read it, look at their clips, have one cut and blacked out, watch that, and leave.</summary>
    Looks,

    /// <summary>The same, and they say no.</summary>
    Declines,

    /// <summary>They want nothing from this agency any more.</summary>
    OptsOut,

    /// <summary>They want nothing from any agency any more.</summary>
    OptsOutOfAll,

    /// <summary>They give a clip: the one thing that an agency is to see.</summary>
    Gives,
}

/// <summary>A home as it was drawn.</summary>
/// <param name="Cameras">None: the household has an account and nothing else.</param>
/// <param name="Clips">None: the camera was off then, or saw nothing.</param>
/// <param name="Visits">How often its people open their page anyway.</param>
/// <param name="Does">About each request, in order.</param>
internal sealed record DrawnHome(int Cameras, int Clips, int Visits, ImmutableArray<Behaviour> Does)
{
    public bool Gave => Does.Contains(Behaviour.Gives);

    /// <summary>Without anything to give nobody gives.</summary>
    public DrawnHome Possible => Cameras > 0 && Clips > 0 ? this : this with { Does = [.. Does.Select(d => d == Behaviour.Gives ? Behaviour.Looks : d)] };

    public DrawnHome Silent => this with { Does = [.. Does.Select(d => d == Behaviour.Gives ? d : Behaviour.Ignores)] };

    /// <summary>A home that gave nothing has nothing at all.</summary>
    public DrawnHome Bare => Gave ? Silent : Silent with { Cameras = 0, Clips = 0, Visits = 0 };

    public override string ToString() => $"{Cameras} cameras, {Clips} clips, {Visits} visits: {string.Join(", ", Does)}";
}

/// <summary>A town as it was drawn: which agency each request is of, and the homes. Other worlds are made from it.</summary>
/// <param name="Asks">The agency of each request, by its place.</param>
internal sealed record DrawnTown(ImmutableArray<int> Asks, ImmutableArray<DrawnHome> Homes)
{
    public static readonly ImmutableArray<string> Agencies = ["officer", "other-officer"];

    /// <summary>The same town in which whoever does not give does nothing.</summary>
    public DrawnTown Silent => this with { Homes = [.. Homes.Select(h => h.Silent)] };

    /// <summary>The same town in which whoever does not give has no camera either.</summary>
    public DrawnTown Bare => this with { Homes = [.. Homes.Select(h => h.Bare)] };

    public static Arbitrary<DrawnTown> Any => Arb.From(Drawn, Smaller);

    private static Gen<DrawnTown> Drawn =>
        from requests in Gen.Choose(1, 3)
        from asks in Gen.Choose(0, Agencies.Length - 1).ListOf(requests)
        from households in Gen.Choose(1, 4)
        from homes in HomeOf(requests).ListOf(households)
        select new DrawnTown([.. asks], [.. homes]);

    private static Gen<DrawnHome> HomeOf(int requests) =>
        from cameras in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 3)))
        from clips in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 3)))
        from visits in Gen.Choose(0, 2)
        from does in Gen.Elements(Enum.GetValues<Behaviour>()).ArrayOf(requests)
        select new DrawnHome(cameras, clips, visits, [.. does]).Possible;

    /// <summary>Towns with one thing less, so that a failure is told by the smallest town that shows it.</summary>
    private static IEnumerable<DrawnTown> Smaller(DrawnTown town)
    {
        if (town.Homes.Length > 1) foreach (var home in town.Homes) yield return town with { Homes = town.Homes.Remove(home) };
        for (var ask = 0; town.Asks.Length > 1 && ask < town.Asks.Length; ask++)
            yield return new DrawnTown(town.Asks.RemoveAt(ask), [.. town.Homes.Select(h => h with { Does = h.Does.RemoveAt(ask) })]);
        for (var i = 0; i < town.Homes.Length; i++)
        {
            foreach (var home in Smaller(town.Homes[i])) yield return town with { Homes = town.Homes.SetItem(i, home) };
        }
    }

    private static IEnumerable<DrawnHome> Smaller(DrawnHome home)
    {
        for (var i = 0; i < home.Does.Length; i++)
        {
            if (home.Does[i] != Behaviour.Ignores) yield return home with { Does = home.Does.SetItem(i, Behaviour.Ignores) };
        }

        if (home.Cameras > 1) yield return home with { Cameras = 1 };
        if (home.Clips > 1) yield return home with { Clips = 1 };
        if (home.Visits > 0) yield return home with { Visits = 0 };
    }

    public override string ToString() => $"requests of {string.Join(", ", Asks.Select(a => Agencies[a]))}; homes: {string.Join("; ", Homes)}";
}
