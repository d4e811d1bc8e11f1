using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Gate.Notices;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.App.Tests.Gate.Subject;

/// <summary>What people do with their own copy, without a screen.</summary>
internal static class CopyHouse
{
    public const string Home = "/my/data/copy";

    /// <summary>Presses the button; where it leads.</summary>
    public static async Task<string> AskForCopy(this Reader reader)
    {
        var pressed = await reader.Post("/account", Home);
        Assert.Equal(HttpStatusCode.SeeOther, pressed.Status);
        Assert.StartsWith($"{Home}/sbj_", pressed.Location, StringComparison.Ordinal);
        return pressed.Location!;
    }

    /// <summary>Asks, and waits until the entry is in the record.</summary>
    public static async Task<string> ReadyCopy(this Reader reader)
    {
        var at = await reader.AskForCopy();
        while ((await reader.Get(at)).Body.Contains("being written into the record", StringComparison.Ordinal)) await Task.Delay(20);
        Assert.Contains("Your copy is ready", (await reader.Get(at)).Body, StringComparison.Ordinal);
        return at;
    }

    /// <summary>The files in the ZIP, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> Download(this Reader reader, string at)
    {
        using var response = await reader.Open($"{at}/file");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("no-store", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        using var zip = new ZipArchive(new MemoryStream(await response.Content.ReadAsByteArrayAsync()));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync();
            await stream.CopyToAsync(content);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }

    public static JsonNode Json(this IReadOnlyDictionary<string, byte[]> files, string name) => JsonNode.Parse(files[name])!;

    public static string Text(this IReadOnlyDictionary<string, byte[]> files, string name) => System.Text.Encoding.UTF8.GetString(files[name]);

    /// <summary>An account without identifiers, with these records; a reader who is its holder.</summary>
    public static async Task<(AccountId Account, Reader Reader)> Newcomer(this WritServer server, params (string Category, DateOnly Day, byte[] Content)[] records)
    {
        var account = AccountId.New();
        var key = (await server.App.Services.GetRequiredService<VaultClient>().PublicKey(account)).Value;
        var made = records.AsParallel().AsOrdered()
            .Select(r => Sealer.Seal(key, RecordId.New(), account, DataCategory.FromTrusted(r.Category), r.Day, r.Content)).ToList();
        _ = (await server.Store.Act<bool>(work =>
        {
            server.App.Services.GetRequiredService<AccountSource>().Add(work, [new NewAccount(account, "retail", [], made)]);
            return Task.FromResult<Result<bool>>(true);
        })).Value;
        return (account, await server.SignedInHolder(account));
    }

    public static DateOnly Day { get; } = new(2026, 1, 5);

    /// <summary>Waits until no mail is owed.</summary>
    public static async Task MailsSent(this NoticeHouse house)
    {
        while (await house.Server.Count("mail", "state = 'Owed'") > 0) await Task.Delay(20);
    }
}
