using System.CommandLine;
using System.Security.Cryptography;
using Writ.App.Client;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Withdraw;

namespace Writ.App.Verbs;

/// <summary><c>writ demand ...</c>: what an officer does.</summary>
internal static class DemandVerbs
{
    private static readonly Argument<string> Id = new("id") { Description = "dmd_..." };

    public static Command Build() => Common.Group(
        "demand",
        "File and follow demands, as an officer",
        File(),
        Common.Client("list", "Your agency's demands", async (_, api) => Common.Show(await api.Get<DemandLine[]>("api/v1/demands"))),
        Common.Client("show", "One demand", async (parse, api) => Common.Show(await api.Get<DemandView>($"api/v1/demands/{parse.GetValue(Id)}")), Id),
        Common.Client("receipt", "Promise, proof and opening of your leaf, written to files", Receipt, Id, OutDir()),
        Common.Client("take", "Download the sealed production", Take, Id, OutFile()),
        Common.Client("withdraw", "Take a demand back", async (parse, api) => Common.Show(await api.Post<WithdrawnView>($"api/v1/demands/{parse.GetValue(Id)}/withdrawal")), Id));

    private static Option<string> OutDir() => new("--out") { Description = "Folder for the files", DefaultValueFactory = _ => "." };

    private static Option<string?> OutFile() => new("--out") { Description = "File to write (default: ID.production)" };

    private static Command File()
    {
        var file = new Argument<string>("file") { Description = "The signed instrument: PDF, PNG, JPEG or TIFF" };
        var instrument = new Option<string>("--instrument") { Required = true, Description = "For instance us/grand-jury-subpoena; see writ law list" };
        var reference = new Option<string>("--reference") { Required = true, Description = "Your own case reference" };
        var authority = new Option<string>("--authority") { Required = true, Description = "Who issued it, as written on it" };
        var kind = new Option<string>("--authority-kind") { Required = true, Description = "court, grand-jury, prosecutor, agency, ..." };
        var issued = new Option<DateOnly>("--issued") { Required = true, Description = "Date on the instrument" };
        var expires = new Option<DateOnly?>("--expires") { Description = "Return or expiry date" };
        var items = new Option<string[]>("--item")
        {
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = "KIND=VALUE:CATEGORY[:FROM..TO], for instance email=person@example.org:subscriber",
        };
        var gag = new Option<bool>("--gag") { Description = "A court order forbids telling the person" };
        var check = new Option<bool>("--check") { Description = "Only check it; file nothing" };
        return Common.Client(
            "file",
            "File a demand; prints the promise to keep",
            async (parse, api) =>
            {
                var path = parse.GetValue(file)!;
                if (!System.IO.File.Exists(path)) return Common.Fail(new Refusal("client-no-such-file", "The instrument's file is not there; check its path."));
                var parsed = parse.GetValue(items)!.Select(ItemText.Parse).ToList();
                if (parsed.Find(i => !i.Ok) is { Refusal: { } wrong }) return Common.Fail(wrong);
                var request = new FileDemandRequest(
                    parse.GetValue(reference)!,
                    parse.GetValue(instrument)!,
                    new FileAuthority(parse.GetValue(authority)!, parse.GetValue(kind)!),
                    "retail",
                    parse.GetValue(issued),
                    parse.GetValue(expires),
                    parse.GetValue(gag),
                    [.. parsed.Select(i => i.Value)],
                    new FileInstrument(Path.GetFileName(path), InstrumentTypes.OfEnding(path), await System.IO.File.ReadAllBytesAsync(path)),
                    Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
                return parse.GetValue(check)
                    ? Common.Show(await api.Post<Advice[]>("api/v1/demands/lint", request))
                    : Common.Show(await api.Post<FiledDemand>("api/v1/demands", request, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
            },
            file, instrument, reference, authority, kind, issued, expires, items, gag, check);
    }

    private static async Task<int> Receipt(ParseResult parse, ApiClient api)
    {
        var id = parse.GetValue(Id)!;
        var receipt = await api.Get<ReceiptView>($"api/v1/demands/{id}/receipt");
        if (!receipt.TryGet(out var got, out var refusal)) return Common.Fail(refusal);
        var folder = parse.GetValue<string>("--out")!;
        Directory.CreateDirectory(folder);
        await Write(Path.Combine(folder, $"{id}.promise"), got.Promise);
        await Write(Path.Combine(folder, $"{id}.opening.json"), got.Opening.GetRawText());
        if (got.Proof is null)
        {
            Console.WriteLine("The leaf is not in the record yet; ask again for the proof.");
            return 0;
        }

        await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, $"{id}.leaf"), Convert.FromBase64String(got.Leaf));
        await Write(Path.Combine(folder, $"{id}.tlog-proof"), got.Proof);
        return 0;

        static async Task Write(string path, string text)
        {
            await System.IO.File.WriteAllTextAsync(path, text);
            Console.WriteLine(path);
        }
    }

    private static async Task<int> Take(ParseResult parse, ApiClient api)
    {
        var id = parse.GetValue(Id)!;
        var taken = await api.Download($"api/v1/demands/{id}/production");
        if (!taken.TryGet(out var bytes, out var refusal)) return Common.Fail(refusal);
        var path = parse.GetValue<string?>("--out") ?? $"{id}.production";
        await System.IO.File.WriteAllBytesAsync(path, bytes);
        Console.WriteLine($"{path}: {bytes.Length} bytes, sealed to your keys; open it with: writ open {path} --key KEY.pem --out FOLDER");
        return 0;
    }
}

internal static class InstrumentTypes
{
    /// <summary>The type that a file's ending stands for; the server compares it with the content.</summary>
    public static string OfEnding(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".tif" or ".tiff" => "image/tiff",
        _ => "application/octet-stream",
    };
}

/// <summary><c>email=person@example.org:transaction:2026-01-01..2026-01-31</c></summary>
internal static class ItemText
{
    public static Result<FileItem> Parse(string text)
    {
        var equals = text.IndexOf('=');
        var parts = text[(equals + 1)..].Split(':');
        if (equals < 1 || parts.Length is < 2 or > 3) return Wrong;
        DateOnly? from = null, to = null;
        if (parts.Length == 3)
        {
            var days = parts[2].Split("..");
            if (days.Length != 2 || !DateOnly.TryParse(days[0], out var first) || !DateOnly.TryParse(days[1], out var last)) return Wrong;
            (from, to) = (first, last);
        }

        return new FileItem(new FileIdentifier(text[..equals], parts[0]), parts[1], from, to);
    }

    private static Refusal Wrong => new("client-item", "Write an item as KIND=VALUE:CATEGORY or KIND=VALUE:CATEGORY:FROM..TO.");
}
