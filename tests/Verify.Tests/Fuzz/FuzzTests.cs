using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Shared;

namespace Writ.Verify.Tests.Fuzz;

/// <summary>A site with one file changed is false, unchecked or (where the change says nothing) passes: the program always ends with a verdict.</summary>
public sealed class FuzzTests : IDisposable
{
    private readonly SampleSite site = new(DemandClass.Withheld, DemandClass.Dummy);

    public FuzzTests()
    {
        site.Draft();
        site.Prove(new ReportBand(0, 249, "us/250")).Publish();
    }

    public static TheoryData<string> Files => new(
        "ledger/checkpoint", "ledger/vkey", "ledger/tile/0/000", "ledger/tile/entries/000", "published/reports/index.json", "published/reports/2026-h1/v1.json",
        "published/reports/2026-h1/v1-openings.jsonl", "published/reports/2026-h1/v1-unopened.bin");

    public void Dispose() => site.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void The_program_ends_with_a_verdict(string file)
    {
        var path = site.File(file);
        var good = File.ReadAllBytes(path);
        var turn = 0;
        Fuzzer.Run("Verify.Tests", FuzzTarget.Bytes(
            $"Site.{file.Replace('/', '-')}",
            bytes =>
            {
                // Each run reads the whole site: every eighth change is tried, all of them in a long run.
                if (turn++ % 8 != 0 && Environment.GetEnvironmentVariable("FUZZ_SECONDS") is null) return;
                File.WriteAllBytes(path, bytes);
                using var output = new StringWriter();
                Assert.InRange(Verifier.Run([site.Path], output, output, showProgress: false, TimeProvider.System), 0, 2);
            },
            good));
    }

    [Fact]
    public void A_report_is_read_or_refused()
    {
        var good = File.ReadAllText(site.File("published/reports/2026-h1/v1.json"));
        var last = good.Replace("{\"is\":\"count\",\"value\":0}", "{\"value\":0,\"is\":\"count\"}", StringComparison.Ordinal);
        Assert.NotEqual(good, last);
        Fuzzer.Run("Verify.Tests", FuzzTarget.Bytes(
            "ReportCheck.Read", bytes => _ = ReportCheck.Read(bytes), System.Text.Encoding.UTF8.GetBytes(good), System.Text.Encoding.UTF8.GetBytes(last)));
    }

    [Fact]
    public void What_is_kept_of_an_earlier_run_is_read_or_refused()
    {
        var path = System.IO.Path.Combine(site.Path, "state");
        using var output = new StringWriter();
        Assert.Equal(0, Verifier.Run([site.Path, "--state", path], output, output, showProgress: false, TimeProvider.System));
        var good = File.ReadAllBytes(path);
        Fuzzer.Run("Verify.Tests", FuzzTarget.Bytes(
            "RunStateFile.Read",
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                _ = RunStateFile.Read(path, site.Key.Verifier);
            },
            good));
    }

    [Fact]
    public void A_download_that_is_no_table_is_none() =>
        Fuzzer.Run("Verify.Tests", FuzzTarget.Text("CsvText.Read", t => _ = CsvText.Read(t), "period,row,\"a \"\"quoted\"\" word\"\r\n2026-h1,subpoena,\r\n"));

    /// <summary>Site.At takes a place that the user names; openings, and everything else of a site, are read by the program as a whole.</summary>
    [Fact]
    public void No_reader_is_forgotten() => Assert.Equal(
        ["CsvText.Read", "OpeningsCheck.Parse", "ReportCheck.Read", "RunStateFile.Read", "Site.At"], Fuzzer.Readers(typeof(Verifier).Assembly).Distinct().Order(StringComparer.Ordinal));
}
