using System.Globalization;
using Writ.Base;

namespace Writ.Hub.Config;

internal static class ConfigRefusals
{
    public static Refusal NoFile { get; } = new("hub-config-missing", "There is no config file at this path, or it cannot be read.", RefusalKind.NotFound);

    public static Refusal TooLarge { get; } = new("hub-config-too-large", "The config file is larger than 1 MiB; it is not one of the hub.", RefusalKind.TooLarge);

    public static Refusal Readable { get; } = new("hub-config-readable", "The config holds passwords and others can read it; run chmod 600 on it.", RefusalKind.Forbidden);

    public static Refusal Malformed(long line) => new(
        "hub-config-malformed", string.Create(CultureInfo.InvariantCulture, $"The config is not well-formed JSON at line {line}, or has a member twice; comments and trailing commas are fine."));

    public static Refusal Unknown(string field) => new("hub-config-unknown", "There is no such setting; see the list in docs/operate/hub.md.", RefusalKind.Invalid, field);

    public static Refusal Missing(string field) => new("hub-config-missing-setting", "This setting has to be there.", RefusalKind.Invalid, field);

    public static Refusal Kind(string field, string wanted) => new("hub-config-kind", $"Write {wanted} here.", RefusalKind.Invalid, field);

    public static Refusal Number(string field, int least, int most) => new(
        "hub-config-number", string.Create(CultureInfo.InvariantCulture, $"Write a whole number from {least} to {most} here."), RefusalKind.Invalid, field);

    public static Refusal Many(string field, int most) => new(
        "hub-config-many", string.Create(CultureInfo.InvariantCulture, $"Give at most {most} of these."), RefusalKind.TooLarge, field);

    public static Refusal Id(string field) => new(
        "hub-config-id", "Write an id of lower-case letters, digits and hyphens, at most 40 of them, such as front-door.", RefusalKind.Invalid, field);

    public static Refusal TwoOfId(string field) => new("hub-config-id-twice", "Another camera has this id; give each its own.", RefusalKind.Conflict, field);

    public static Refusal Shape(string field) => new(
        "hub-config-shape", "Write [left, top, right, bottom], or three to 32 points [x, y], in thousandths of the picture from 0 to 1000.", RefusalKind.Invalid, field);

    public static Refusal Belongs(string field, string where) => new("hub-config-belongs", $"This setting is only for {where}.", RefusalKind.Invalid, field);

    public static Refusal Path(string field) => new("hub-config-path", "Write the whole path of the file, beginning with a slash.", RefusalKind.Invalid, field);

    public static Refusal Pin(string field) => new(
        "hub-config-certificate", "Write the SHA-256 of the camera's certificate: 64 hexadecimal digits, with or without colons.", RefusalKind.Invalid, field);

    public static Refusal Times(string field) => new(
        "hub-config-times", "Make “longest” at least as long as “preRoll” and “postRoll” together.", RefusalKind.Invalid, field);

    internal static Refusal Place(string field) => new("hub-config-place",
        "Give place as { \"latitude\": \"52.52\", \"longitude\": \"13.40\" } in degrees, or cell as a tenth of a degree such as n52.5e13.4.", RefusalKind.Invalid, field);

    internal static Refusal Listen(string field) => new("hub-config-page",
        "Give listen as an address of this machine in the home's network, such as 192.168.1.20, and name, where it has one, as it is typed there.", RefusalKind.Invalid, field);

    internal static Refusal NotForServing { get; } = new("hub-config-server",
        "To record for an owner, the config needs server, and place or cell; without them the hub only checks and watches.");

    internal static Refusal OtherServer { get; } = new("hub-other-server",
        "This folder belongs to a hub that is paired with another server; put that address back into the config, or use a new folder.", RefusalKind.Conflict);
}
