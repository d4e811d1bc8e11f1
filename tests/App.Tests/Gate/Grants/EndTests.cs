using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.App.Tests.Sources.Cameras;

namespace Writ.App.Tests.Gate.Grants;

/// <summary>After its end no copy of a grant's key is on the server: not in a table, not in a file, not out of a backup.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class EndTests : GrantHouse
{
    [Fact]
    public async Task On_its_last_day_key_and_film_go_also_out_of_a_backup_that_is_restored_later()
    {
        var made = await Given(c => c with { Contact = "555-0199 after six" });
        await Ready(made.Id);
        using (var officer = await Server.SignedInAs("officer"))
        {
            var page = $"/officer/grants/{made.Id}";
            Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, $"{page}/open", ("purpose", "compare"), ("note", "We compare."), ("terms", "yes"))).Status);
            Assert.Contains("555-0199 after six", (await officer.Get(page)).Body, StringComparison.Ordinal);
        }

        // The scan finds what is there; the key itself never was.
        Assert.True(Holds(Server.Folder.Root, made));
        Assert.False(Holds(Server.Folder.Root, Spellings(made.Key)));
        var backup = Directory.CreateTempSubdirectory("writ-test-").FullName;
        await Server.Restart(options =>
        {
            Copy(Server.Folder.Root, backup);
            return Task.FromResult(options);
        });
        Assert.True(Holds(backup, made));

        Server.Time.Now = made.Consent.At.AddDays(90).AddTicks(-1);
        await Pass(TimeSpan.Zero);
        Assert.Equal("opened", await State(made.Id));
        await Pass(TimeSpan.FromTicks(1));
        Assert.Equal("ended", await State(made.Id));
        using (var officer = await Server.SignedInPerson(Author.Subject))
            Assert.Equal(HttpStatusCode.Gone, (await officer.Post("/officer/grants", $"/officer/grants/{made.Id}/open", ("purpose", "compare"), ("note", "Again."), ("terms", "yes"))).Status);
        while (await Blobs() > 0) await Task.Delay(20);
        while (await Server.Count("footage_grant", "consent IS NOT NULL") > 0) await Task.Delay(20);

        // While it runs, with the database's log beside it, and after that was written back.
        Assert.False(Holds(Server.Folder.Root, made));
        await Server.Restart();
        Assert.False(Holds(Server.Folder.Root, made));
        Assert.False(Holds(Server.Folder.Root, Spellings(made.Key)));

        // The backup, restored after the end: gone before anybody is let in.
        await Server.Restart(options =>
        {
            Leftovers.Delete(Server.Folder.Root);
            Copy(backup, Server.Folder.Root);
            Assert.True(Holds(Server.Folder.Root, made));
            return Task.FromResult(options);
        });
        Assert.False(Holds(Server.Folder.Blobs, made));
        await Pass(TimeSpan.Zero);
        Assert.Equal("ended", await State(made.Id));
        await Server.Restart();
        Assert.False(Holds(Server.Folder.Root, made));
        Leftovers.Delete(backup);
    }

    [Fact]
    public async Task What_was_withdrawn_is_gone_at_once()
    {
        var made = await Given();
        (await Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject())).Done();
        Assert.Equal(0, await Blobs());
        (await Owner.Post($"/answers/grants/{made.Id}/withdraw", new JsonObject())).Done();
        Assert.Equal("withdrawn", await State(made.Id));
        (await PutFile(made)).Refused(410, "gate-grant-over");
        await Server.Restart();
        Assert.False(Holds(Server.Folder.Root, made));
    }

    [Fact]
    public async Task An_agency_that_may_not_ask_any_more_loses_what_it_was_given()
    {
        var (first, second) = (await Given(), await Given());
        await Ready(first.Id);
        await Server.Sql($"UPDATE agency SET state = 'Suspended' WHERE id = '{Agency}'");
        await Pass(TimeSpan.FromMinutes(5));
        while (await State(second.Id) != "purged" || await Blobs() > 0) await Task.Delay(20);
        Assert.Equal("purged", await State(first.Id));
        foreach (var gone in new[] { first, second }) Assert.False(Holds(Server.Folder.Root, gone));
        await Server.Sql($"UPDATE agency SET state = 'Verified' WHERE id = '{Agency}'");
        await Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("purged", await State(first.Id));
    }

    [Fact]
    public async Task What_was_renewed_stays_until_its_new_last_day_and_not_longer()
    {
        var made = await Given(c => c with { Days = 1 });
        await Ready(made.Id);
        using (var officer = await Server.SignedInAs("officer"))
        {
            var page = $"/officer/grants/{made.Id}";
            Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, $"{page}/open", ("purpose", "compare"), ("note", "We compare."), ("terms", "yes"))).Status);
            Assert.Equal($"{page}?said=renewed", (await officer.Post(page, $"{page}/renewal", ("days", "2"), ("renew-reason", "The van was seen again."))).Location);
        }

        var until = (DateTimeOffset)(await View(made.Id))["until"]!;
        await Pass(TimeSpan.FromDays(1));
        Assert.Equal("opened", await State(made.Id));
        Assert.True(Holds(Server.Folder.Root, made));
        await Pass(until - Server.Time.Now);
        Assert.Equal("ended", await State(made.Id));
        while (await Blobs() > 0) await Task.Delay(20);
        Assert.False(Holds(Server.Folder.Root, made));
    }

    [Fact]
    public async Task Homes_that_gave_are_counted_once_by_agency_and_only_for_the_time_asked()
    {
        async Task<long> Homes(DateTimeOffset from, DateTimeOffset to) =>
            (await Server.Store.Look(work => Writ.Gate.Grants.GrantRoom.HomesByAgency(work, from, to))).GetValueOrDefault(Agency);
        var now = Server.Time.Now;
        var back = await Given();
        (await Owner.Post($"/answers/grants/{back.Id}/withdraw", new JsonObject())).Done();
        Assert.Equal(201, (await Offer(Seal())).Status);
        Assert.Equal(0, await Homes(now, now.AddDays(1)));
        for (var i = 0; i < 2; i++) await Given();
        Assert.Equal(1, await Homes(now, now.AddTicks(1)));
        Assert.Equal(0, await Homes(now.AddTicks(1), now.AddDays(1)));
        Assert.Equal(0, await Homes(now.AddDays(-1), now));
    }

    private static void Copy(string from, string to)
    {
        // With their modes: the vault opens no folder that others can read.
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from).Order(StringComparer.Ordinal))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)), File.GetUnixFileMode(folder));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
    }

    /// <summary>Whether the wrapped key, in bytes or in base64, or the film lies anywhere below a folder.</summary>
    private static bool Holds(string folder, Sealed made)
    {
        var wrap = made.Wraps[0].Wrap;
        return Holds(folder, [wrap[65..], Encoding.ASCII.GetBytes(Convert.ToBase64String(wrap)[20..140]), made.File[200..400]]);
    }

    private static byte[][] Spellings(byte[] key) =>
        [key, Encoding.ASCII.GetBytes(Convert.ToBase64String(key)[..40]), Encoding.ASCII.GetBytes(Convert.ToHexString(key)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key))];

    private static bool Holds(string folder, byte[][] needles) =>
        LiveFiles.Of(folder).Any(file => needles.Any(needle => file.Bytes.AsSpan().IndexOf(needle) >= 0));
}
