using System.Net;
using Writ.Ledger.Witnesses;

namespace Writ.Mirror.Tests.Record;

/// <summary>The page of the record says which policy is in force and who cosigned; it believes no signature that does not hold.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private readonly MirrorHost host = new();
    private readonly CosigningKey one = new("one.example", [.. Enumerable.Repeat((byte)1, 32)]);
    private readonly CosigningKey two = new("two.example", [.. Enumerable.Repeat((byte)2, 32)]);

    public Task InitializeAsync() => host.InitializeAsync();

    [Fact]
    public async Task Without_a_policy_it_says_that_nobody_but_the_publisher_vouches()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/ledger/policy")).StatusCode);
        Assert.Contains("no witness is required", await host.Client.GetStringAsync("/record"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_policy_it_names_the_quorum_and_who_cosigned_when()
    {
        var path = Path.Combine(host.Folder.Ledger, "checkpoint");
        var note = await File.ReadAllTextAsync(path);
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        await File.WriteAllTextAsync(Path.Combine(host.Folder.Ledger, "policy"), $"witness a {one.Verifier}\nwitness b {two.Verifier}\ngroup g any a b\nquorum g\n");
        var forged = two.Cosign("another text\n", 1_700_000_000);
        await File.WriteAllTextAsync(path, note + one.Cosign(text, 1_767_225_600) + forged);

        var page = await host.Client.GetStringAsync("/record");
        Assert.Contains("1 of a, b", page, StringComparison.Ordinal);
        Assert.Contains("The checkpoint above has them.", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-01T00:00:00", page, StringComparison.Ordinal);
        Assert.Contains("not this one", page, StringComparison.Ordinal);
        Assert.DoesNotContain("no witness is required", page, StringComparison.Ordinal);

        await File.WriteAllTextAsync(path, note + forged);
        Assert.Contains("does not have them yet", await host.Client.GetStringAsync("/record"), StringComparison.Ordinal);
        Assert.Contains("quorum g", await host.Client.GetStringAsync("/ledger/policy"), StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        one.Dispose();
        two.Dispose();
    }
}
