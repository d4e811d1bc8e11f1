using Writ.Base;

namespace Writ.App.SignIn.Devices;

/// <summary>A device's name, and the browser's answer where a passkey is made.</summary>
internal sealed record DeviceForm(string Name, string? Answer, Refusal? Wrong)
{
    private const int MostName = 40;

    private static readonly Refusal Unnamed = new("input-missing", "Give this device a name.", RefusalKind.Invalid, "/name");

    public static DeviceForm Empty { get; } = new(string.Empty, null, null);

    public int Status => Wrong is null ? StatusCodes.Status200OK : Wrong.Kind.HttpStatus();

    public static async Task<DeviceForm> Read(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var name = form["name"].ToString().Trim();
        var checks = new Checks();
        checks.Line(name, MostName, "/name");
        return new DeviceForm(name, form["credential"], checks.Ok ? null : name.Length == 0 ? Unnamed : checks.Refusal);
    }
}
