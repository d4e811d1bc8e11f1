using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Record.Extractor;

/// <summary>
/// Two companies that differ only in how many demands are withheld show the same: every page, file, header, size and entry, and what their requesters hold. That drawn bytes and places do not tell is shown in the
/// record's own tests, over many worlds.
/// </summary>
public sealed class ExtractorTests
{
    [Fact]
    public async Task Whoever_has_all_that_is_public_and_receipts_sees_no_difference_between_few_withheld_and_many()
    {
        await using var few = await WithheldCompany.Run(beside: 0);
        await using var many = await WithheldCompany.Run(beside: 4);
        const string Register = "kind = 'Register' AND lane = 'Withheld'";
        const string Authorised = "kind = 'Authorisation' AND lane = 'Withheld'";
        Assert.Equal((5, 17), (await few.Server.Count("record_waiting", Register), await many.Server.Count("record_waiting", Register)));
        Assert.Equal((2, 10), (await few.Server.Count("record_waiting", Authorised), await many.Server.Count("record_waiting", Authorised)));

        var (seen, alsoSeen) = (await OutsideView.Of(few.Server), await OutsideView.Of(many.Server));
        Assert.Equal(string.Join('\n', seen.Except(alsoSeen).Take(20)), string.Join('\n', alsoSeen.Except(seen).Take(20)));
        Assert.Equal(seen, alsoSeen);
        Assert.Equal(await few.Receipts(), await many.Receipts());

        // Own copies and consents, more than an epoch has places for: of thirteen each time eight go at once.
        Assert.Equal(await few.Own(), await many.Own());
        Assert.Equal([8, 5, 8, 5], (await few.Own()).CountBy(due => due).Select(epoch => epoch.Value));

        // It was all there: a burst that was carried over, a band, and no second one beside it after a class was put right.
        Assert.Contains(seen, line => line.Contains("/reports/2026-06/v1-unopened.bin: 200", StringComparison.Ordinal));
        Assert.Contains("\"band\":{\"lo\":0,\"hi\":249", many.Document("2026-06", 1), StringComparison.Ordinal);
        Assert.DoesNotContain("\"band\"", many.Document("2026-06", 2), StringComparison.Ordinal);
        Assert.Contains("version 1 of this report stated one", many.Document("2026-06", 2), StringComparison.Ordinal);
        Assert.Contains("\"band\":{\"lo\":0,\"hi\":249", many.Document("2026-07", 1), StringComparison.Ordinal);
        using var said = new StringWriter();
        Assert.True(Verifying.Verify(many.Server.Http.BaseAddress!.ToString(), said) == 0, said.ToString());

        // What is planted is found: where one queue holds both, an open demand is carried over for what is withheld.
        await few.OneQueue();
        await many.OneQueue();
        Assert.NotEqual(await few.Receipts(), await many.Receipts());
        await few.OneEpochQueue();
        await many.OneEpochQueue();
        Assert.NotEqual(await few.Own(), await many.Own());
    }
}
