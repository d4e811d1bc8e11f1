using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Verify;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests.Resolve;
using Writ.Store;

namespace Writ.Neighbors.Tests.Requests;

/// <summary>The files that homes fetch.</summary>
public sealed class FileTests
{
    private static readonly CoarseCell Cell = CoarseCell.Of(44.29, -88.405);

    [Fact]
    public async Task A_region_s_file_changes_at_the_beat_and_at_no_other_time()
    {
        await using var office = await Office.Open();
        office.Now = office.Now.AddSeconds(1);
        var id = await office.PublishedOne();
        office.Now = office.Now.AddMinutes(15).AddSeconds(-2);
        await office.Work();
        Assert.False(File.Exists(FileOf(office)));
        office.Now = office.Now.AddSeconds(1);
        await office.Work();
        Assert.Equal(id, Assert.Single(Read(office)).Id);

        _ = (await office.Get<ResolveRequest>().Handle(id.Text, "helped", office.Author)).Value;
        await office.Work();
        Assert.Single(Read(office));
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Empty(Read(office));
    }

    [Fact]
    public async Task After_seven_days_it_is_gone_from_the_file_and_stays_on_its_own()
    {
        await using var office = await Office.Open();
        var id = await office.PublishedOne();
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        office.Now = office.Now.AddDays(7).AddMinutes(-15).AddSeconds(-1);
        await office.Work();
        Assert.Single(Read(office));
        office.Now = office.Now.AddSeconds(1);
        await office.Work();
        Assert.Empty(Read(office));
        Assert.True(File.Exists(Path.Combine(office.Published, RequestDocument.PathOf(id))));
    }

    [Fact]
    public async Task What_a_suspended_agency_asked_leaves_the_file_at_the_next_beat_and_comes_back_with_its_last_day_unmoved()
    {
        await using var office = await Office.Open();
        var id = await office.PublishedOne();
        var last = (await office.Row(id)).UntilAt!.Value;
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        var verify = office.Get<VerifyAgency>();
        Assert.True((await verify.Suspend(office.Agency, new SuspendAgencyRequest("Its mailbox was sold."), Office.Staff())).Ok);
        await office.Work();
        Assert.Single(Read(office));
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Empty(Read(office));
        Assert.Equal(16_384, new FileInfo(FileOf(office)).Length);
        Assert.True((await verify.Handle(office.Agency, new VerifyAgencyRequest("call-back", "Called the printed number."), Office.Staff())).Ok);
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Equal((id, last), (Assert.Single(Read(office)).Id, (await office.Row(id)).UntilAt));
        office.Now = last;
        await office.Work();
        Assert.Empty(Read(office));

        // Nothing is open any more, and nothing is owed any more.
        office.Now = office.Now.AddDays(30);
        await office.Work();
        Assert.Empty(await office.Store.Look(work => Task.FromResult(work.Rows("SELECT subject FROM job WHERE kind = 'request-regions'", [], row => row.GetString(0)))));
    }

    [Fact]
    public async Task What_was_open_before_the_files_were_looked_at_anew_is_looked_at_from_the_upgrade_on()
    {
        await using var office = await Office.Open();
        var name = typeof(IStore).Assembly.GetManifestResourceNames().Single(n => n.EndsWith("0029_asked.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(typeof(IStore).Assembly.GetManifestResourceStream(name)!);
        var sql = await reader.ReadToEndAsync();
        Task<List<string>> Owed() => office.Store.Look(work => Task.FromResult(work.Rows("SELECT subject FROM job WHERE kind = 'request-regions'", [], row => row.GetString(0))));
        Task Upgrade() => office.Store.Act<bool>(async work =>
        {
            await work.Db().Database.ExecuteSqlAsync($"DELETE FROM job");
            await work.Db().Database.ExecuteSqlRawAsync(sql);
            return true;
        });
        await Upgrade();
        Assert.Empty(await Owed());
        _ = await office.PublishedOne();
        office.Now = office.Now.AddMinutes(16);
        await Upgrade();
        Assert.Equal(["first"], await Owed());
        await office.Work();
        Assert.Single(Read(office));
        Assert.Equal(["2026-03-10T12:30:00Z"], await Owed());
    }

    [Fact]
    public async Task Files_have_one_of_few_sizes()
    {
        Assert.Equal(16_384, RegionFile.Write(Cell, []).Length);
        Assert.Equal(16_384, RegionFile.SizeFor(16_383));
        Assert.Equal(65_536, RegionFile.SizeFor(16_384));
        Assert.Equal(RegionFile.MostBytes, RegionFile.SizeFor(RegionFile.MostBytes - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegionFile.SizeFor(RegionFile.MostBytes));
        await using var office = await Office.Open();
        _ = await office.PublishedOne();
        office.Now = office.Now.AddMinutes(15);
        await office.Work();
        Assert.Equal(16_384, new FileInfo(FileOf(office)).Length);
    }

    [Fact]
    public async Task A_home_takes_no_file_but_the_one_it_asked_for_whole_and_as_written()
    {
        await using var office = await Office.Open();
        var document = (await office.Row(await office.PublishedOne())).AsPublished();
        var file = RegionFile.Write(Cell, [document]);
        Assert.Equal(document.ToBytes(), Assert.Single(RegionFile.Read(file, Cell).Value).ToBytes());
        byte[][] wrong =
        [
            [], file[..^1], [.. file, 0], file[..16_000], [.. file[..^1], (byte)' '], new byte[16_384],
            System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(file).Replace("burglary", "protests", StringComparison.Ordinal)),
            System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(file).Replace("\"region\"", "\"regiom\"", StringComparison.Ordinal)),
        ];
        Assert.All(wrong, bytes => Assert.False(RegionFile.Read(bytes, Cell).Ok));
        Assert.False(RegionFile.Read(file, CoarseCell.Of(0, 0)).Ok);
    }

    private static string FileOf(Office office) => Path.Combine(office.Published, RegionFile.PathOf(Cell));

    private static IReadOnlyList<RequestDocument> Read(Office office) => RegionFile.Read(File.ReadAllBytes(FileOf(office)), Cell).Value;
}
