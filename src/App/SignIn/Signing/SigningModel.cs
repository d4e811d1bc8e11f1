using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Store.People;

namespace Writ.App.SignIn.Signing;

/// <param name="WhyNot">Why it cannot sign; null: it can.</param>
/// <param name="Signs">It is the one that signs, in some role.</param>
internal sealed record SigningDevice(string Name, string? Key, string? WhyNot, bool Signs, bool BackedUp)
{
    public static SigningDevice Of(Passkey passkey, IReadOnlyList<ApproverStanding> standings)
    {
        var key = CoseKey.Es256(passkey.PublicKey)?.Thumbprint;
        return new SigningDevice(
            passkey.Name, key, key is null ? "It signs in another way than the vault reads (ES256)" : null, key is not null && standings.Any(s => s.Key == key), passkey.BackedUp);
    }
}

/// <param name="Key">Thumbprint; null: nothing signs.</param>
/// <param name="Device">Name of the device that it is on; null: on none of theirs.</param>
/// <param name="CountsFrom">When the vault lets it count, at the earliest.</param>
internal sealed record SigningRole(string Role, string? Key, string? Device, DateTimeOffset EnteredAt, DateTimeOffset CountsFrom)
{
    public static SigningRole Of(ApproverStanding standing, IReadOnlyList<SigningDevice> devices, TimeSpan coolingOff) =>
        new(standing.Role, standing.Key, standing.Key is null ? null : devices.FirstOrDefault(d => d.Key == standing.Key)?.Name, standing.EnteredAt, standing.EnteredAt + coolingOff);
}

/// <param name="Waiting">How many releases wait that name the person: they go by how the person stands when they are carried out.</param>
/// <param name="Fresh">False: to stop, they sign in once more.</param>
internal sealed record SigningModel(
    IReadOnlyList<SigningDevice> Devices, IReadOnlyList<SigningRole> Roles, int Waiting, DateTimeOffset Now, bool Fresh, TimeSpan CoolingOff, Refusal? Wrong)
{
    public bool Signs => Roles.Any(r => r.Key is not null);

    /// <summary>Some device of theirs could sign that does not, or not in every role.</summary>
    public bool Can => Devices.Any(d => d.WhyNot is null && (Roles.Count == 0 || Roles.Any(r => r.Key != d.Key)));
}
