using System.Reflection;

namespace Writ.House.Tests;

/// <summary>
/// What permits something by being held cannot be made, copied or compared by its holder: a sealed class without a public
/// constructor, never a record, whose <c>with</c> would copy one.
/// </summary>
public sealed class TokenTests
{
    public static TheoryData<string> Tokens { get; } = ["Writ.Gate.Authorise.VaultTicket", "Writ.Gate.Release.ReleasePermit"];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_capability_is_a_sealed_class_that_only_its_maker_makes(string name) =>
        Expect.None(Faults(Rooms.All["Gate"].GetType(name, throwOnError: true)!));

    [Fact]
    public void A_record_or_an_open_class_would_not_pass()
    {
        Assert.NotEmpty(Faults(typeof(ARecord)));
        Assert.NotEmpty(Faults(typeof(AnOpenClass)));
    }

    private static IEnumerable<string> Faults(Type type)
    {
        if (!type.IsClass || !type.IsSealed) yield return $"{type.Name} is not a sealed class";
        if (type.GetMethod("<Clone>$") is not null) yield return $"{type.Name} is a record, which can be copied";
        if (type.GetMethod("MemberwiseClone", BindingFlags.Public | BindingFlags.Instance) is not null) yield return $"{type.Name} can be copied";
        foreach (var constructor in type.GetConstructors()) yield return $"{type.Name} has a public constructor: {constructor}";
        foreach (var property in type.GetProperties().Where(p => p.SetMethod?.IsPublic == true)) yield return $"{type.Name}.{property.Name} can be set";
    }

    private sealed record ARecord(int Value);

    private class AnOpenClass;
}
