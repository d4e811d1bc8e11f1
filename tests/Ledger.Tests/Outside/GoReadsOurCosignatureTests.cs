using Writ.Ledger.Tests.Witnesses;
using Writ.Ledger.Witnesses;

namespace Writ.Ledger.Tests.Outside;

/// <summary>What our witness signs holds for Go's note package and Go's Ed25519, which share no code with it.</summary>
public sealed class GoReadsOurCosignatureTests : IDisposable
{
    private readonly WitnessHouse house = new();

    [Fact]
    public void Go_opens_what_the_witness_shows_and_finds_one_under_another_key_false()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        var shown = Path.Combine(house.Folder, "shown");
        File.WriteAllText(shown, house.Witness.Shown(AddCheckpoint.MonitorPath(house.Key.Verifier.Name).Split('/')[0])!);
        Assert.Equal((0, $"HOLDS {WitnessHouse.Noon.ToUnixTimeSeconds()}"), Open(shown, house.Witness.Verifier.ToString()));
        using var other = new CosigningKey(house.Witness.Verifier.Name, new byte[32]);
        Assert.Equal(1, Open(shown, other.Verifier.ToString()).Code);
    }

    public void Dispose() => house.Dispose();

    private (int Code, string LastLine) Open(string path, string witness) => GoProgram.Run("cosigned", house.Folder, path, house.Key.Verifier.ToString(), witness);
}
