using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Motion;

namespace Writ.Hub.Config;

/// <summary>Reads one camera of the config. Where something is wrong the fault is noted and a stand-in goes on, so that all faults come at once.</summary>
internal static class CameraReader
{
    private const int MostShapes = 32;

    private const int MostName = 80;

    private const int MostId = 40;

    private const int MostSecret = 128;

    private static readonly (string Kind, string[] Own)[] Kinds =
    [
        ("rtsp", ["address", "user", "password", "certificate"]),
        ("file", ["path"]),
        ("test", ["width", "height", "framesPerSecond", "every", "moving"]),
    ];

    public static CameraSettings Read(StrictObject camera, Checks faults)
    {
        var id = camera.Text("id", needed: true, most: MostId) ?? string.Empty;
        if (id.Length > 0 && !IsId(id)) faults.Add(ConfigRefusals.Id(camera.Field("id")));
        var name = camera.Text("name", most: MostName) ?? id;
        var source = Source(camera, faults);
        var settings = new CameraSettings(id, name, source)
        {
            Audio = camera.Flag("audio"),
            Masks = ShapeReader.Read(camera, "masks", MostShapes, faults),
            Motion = Motion(camera, faults),
            Looking = Look(camera, faults),
            Times = Times(camera, faults),
        };
        camera.Done();
        return settings;
    }

    private static CameraSource Source(StrictObject camera, Checks faults)
    {
        var kind = camera.Text("kind", needed: true);
        if (kind is not null && !Kinds.Any(k => k.Kind == kind)) faults.Add(ConfigRefusals.Kind(camera.Field("kind"), "“rtsp”, “file” or “test”"));
        foreach (var (other, own) in Kinds)
        {
            // A password beside a file is a slip that somebody should hear of.
            if (other == kind) continue;
            foreach (var member in own.Where(m => camera.Has(m)))
            {
                camera.Ignore(member);
                faults.Add(ConfigRefusals.Belongs(camera.Field(member), $"cameras of kind “{other}”"));
            }
        }

        return kind switch
        {
            "rtsp" => Rtsp(camera, faults),
            "file" => File(camera, faults),
            _ => Test(camera, faults, kind == "test"),
        };
    }

    private static CameraSource Rtsp(StrictObject camera, Checks faults)
    {
        var address = new CameraAddress(false, "localhost", 554, "/");
        if (camera.Text("address", needed: true) is { } text)
        {
            if (CameraAddress.Parse(text, camera.Field("address")).TryGet(out var parsed, out var refusal)) address = parsed;
            else faults.Add(refusal);
        }

        var user = camera.Text("user", needed: camera.Has("password"), most: MostSecret);
        var password = camera.Text("password", needed: camera.Has("user"), most: MostSecret);
        var login = user is not null && password is not null ? new Login(user, password) : null;
        CertificatePin? pin = null;
        if (camera.Text("certificate") is { } hash)
        {
            pin = CertificatePin.Parse(hash);
            if (pin is null) faults.Add(ConfigRefusals.Pin(camera.Field("certificate")));
            else if (!address.Secure) faults.Add(ConfigRefusals.Belongs(camera.Field("certificate"), "rtsps addresses"));
        }

        return new CameraSource.Rtsp(address, login, pin);
    }

    private static CameraSource File(StrictObject camera, Checks faults)
    {
        var path = camera.Text("path", needed: true);
        if (path is not null && !Path.IsPathFullyQualified(path)) faults.Add(ConfigRefusals.Path(camera.Field("path")));
        return new CameraSource.File(path ?? "/");
    }

    private static CameraSource Test(StrictObject camera, Checks faults, bool asked)
    {
        if (!asked) return new CameraSource.Test(640, 360, 15, 30, 6);
        var every = camera.Number("every", 1, 3600, 30);
        var moving = camera.Number("moving", 1, 3600, Math.Min(6, every));
        if (moving > every) faults.Add(ConfigRefusals.Number(camera.Field("moving"), 1, every));
        return new CameraSource.Test(
            camera.Number("width", 64, 3840, 640) / 2 * 2, camera.Number("height", 64, 2160, 360) / 2 * 2, camera.Number("framesPerSecond", 1, 30, 15), every, moving);
    }

    private static MotionSettings Motion(StrictObject camera, Checks faults)
    {
        var standard = MotionSettings.Default;
        if (camera.Object("motion") is not { } motion) return standard with { Zones = ShapeReader.Read(camera, "zones", MostShapes, faults) };
        var read = new MotionSettings(
            motion.Number("threshold", 1, 255, standard.Threshold), motion.Number("area", 1, 1000, standard.Area), ShapeReader.Read(camera, "zones", MostShapes, faults));
        motion.Done();
        return read;
    }

    private static Looking Look(StrictObject camera, Checks faults)
    {
        switch (camera.Text("look"))
        {
            case null or "as-needed": return Looking.AsNeeded;
            case "keyframes": return Looking.Keyframes;
            case "often": return Looking.Often;
            default:
                faults.Add(ConfigRefusals.Kind(camera.Field("look"), "“as-needed”, “keyframes” or “often”"));
                return Looking.AsNeeded;
        }
    }

    private static ClipTimes Times(StrictObject camera, Checks faults)
    {
        var (before, after, longest) = (camera.Number("preRoll", 0, 30, 5), camera.Number("postRoll", 1, 120, 10), camera.Number("longest", 10, 600, 120));
        if (longest < before + after) faults.Add(ConfigRefusals.Times(camera.Field("longest")));
        return new ClipTimes(TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(after), TimeSpan.FromSeconds(longest));
    }

    private static bool IsId(string id) =>
        id.Length <= MostId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && id[0] != '-' && id[^1] != '-';
}
