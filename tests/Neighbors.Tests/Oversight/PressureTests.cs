using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Oversight.Noise;
using Writ.Neighbors.Oversight.Pressure;
using Writ.Neighbors.Tests.Requests;
using Writ.Store;

namespace Writ.Neighbors.Tests.Oversight;

/// <summary>Reports of pressure: who sends one is not kept, the words are sealed and go, and what is counted in public has noise.</summary>
public sealed class PressureTests
{
    [Fact]
    public async Task A_report_is_kept_without_a_time_of_day_and_with_its_words_sealed()
    {
        await using var office = await Office.Open();
        Assert.True((await Report(office, Good(office))).Ok);
        var row = Assert.Single(await Rows(office));
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero), row.FiledOn);
        Assert.DoesNotContain("came twice", Encoding.UTF8.GetString(row.Words!), StringComparison.Ordinal);
        var read = Assert.Single(await office.Store.Look(work => office.Get<PressureBook>().Of(work, office.Agency)));
        Assert.Equal("They came twice.", read.Words);

        // No column has room for a sender.
        Assert.Equal(
            ["agency_id", "filed_on", "id", "month", "what", "words"],
            await office.Store.Look(work => Task.FromResult(work.Rows("SELECT name FROM pragma_table_info('pressure_report') ORDER BY name", [], r => r.GetString(0)))));
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_report()
    {
        await using var office = await Office.Open();
        var once = BlobId.New();
        for (var i = 0; i < 3; i++) Assert.True((await office.Get<ReportPressure>().Handle(Good(office), once)).Ok);
        Assert.Single(await Rows(office));
    }

    [Fact]
    public async Task Whatever_is_not_as_the_form_asks_is_said_at_its_field_all_at_once()
    {
        await using var office = await Office.Open();
        var refused = await Report(office, new TypedPressure("agy_0000000000000000x", "2024-01", "shouted", new string('x', 2001)));
        Assert.Equal(
            ["oversight-pressure-agency", "oversight-pressure-month", "oversight-pressure-kind", "oversight-pressure-words"],
            ((Refusal[])[refused.Refusal!, .. refused.Refusal!.Others]).Select(r => r.Code));
        Assert.Equal("oversight-pressure-agency", (await Report(office, Good(office) with { Agency = AgencyId.New().Text })).Refusal?.Code);
        Assert.Equal("oversight-pressure-words", (await Report(office, Good(office) with { Words = "a\u0000b" })).Refusal?.Code);
        Assert.True((await Report(office, Good(office) with { Words = new string('x', 2000) })).Ok);
        Assert.True((await Report(office, Good(office) with { Words = "", Month = "2025-03" })).Ok);
        Assert.False((await Report(office, Good(office) with { Month = "2025-02" })).Ok);
        Assert.False((await Report(office, Good(office) with { Month = "2026-04" })).Ok);
        Assert.Equal(2, (await Rows(office)).Count);
    }

    [Fact]
    public async Task A_day_takes_only_so_many_and_the_next_day_takes_more()
    {
        await using var office = await Office.Open(change: services => services.AddSingleton(new OversightSettings { MostPressureADay = 3 }));
        for (var i = 0; i < 3; i++) Assert.True((await Report(office, Good(office))).Ok);
        Assert.Equal("oversight-pressure-full", (await Report(office, Good(office))).Refusal?.Code);
        office.Now = office.Now.AddHours(12);
        Assert.True((await Report(office, Good(office))).Ok);
    }

    [Fact]
    public async Task Words_go_when_their_two_years_are_over_and_the_report_stays_counted()
    {
        await using var office = await Office.Open();
        _ = await Report(office, Good(office));
        office.Now = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero).AddDays(730).AddSeconds(-1);
        for (var i = 0; i < 12; i++) await office.Work();
        Assert.NotNull((await Rows(office))[0].Words);
        office.Now = office.Now.AddSeconds(1);
        await office.Work();
        Assert.Null(Assert.Single(await Rows(office)).Words);
    }

    [Fact]
    public async Task They_are_counted_in_public_with_noise_for_every_agency_of_the_register_alike()
    {
        await using var office = await Office.Open(change: services => services.AddSingleton<ICoins>(new Coins("pressure")));
        for (var i = 0; i < 60; i++) _ = await Report(office, Good(office));
        office.Now = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        await office.Work();
        var file = await office.Store.Look(work => work.Db().Set<OversightFile>().SingleAsync(f => f.Kind == OversightKind.Pressure));
        var totals = TotalsDocument.Parse(Encoding.UTF8.GetBytes(file.Document)).Value;
        Assert.Equal(2, totals.Lines.Count);
        Assert.InRange(totals.Lines.Single(l => l.Agency == office.Agency).Shown!.Value, 40, 80);
        Assert.Null(totals.Lines.Single(l => l.Agency != office.Agency).Shown);
        Assert.DoesNotContain("came twice", file.Document, StringComparison.Ordinal);
    }

    private static TypedPressure Good(Office office) => new(office.Agency.Text, "2026-03", "asked-again", "They came twice.");

    private static Task<Result<bool>> Report(Office office, TypedPressure typed) => office.Get<ReportPressure>().Handle(typed, BlobId.New());

    private static Task<List<PressureReport>> Rows(Office office) => office.Store.Look(work => work.Db().Set<PressureReport>().ToListAsync());
}
