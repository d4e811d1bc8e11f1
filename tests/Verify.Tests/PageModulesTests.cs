using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Shared;

namespace Writ.Verify.Tests;

/// <summary>The verifier in the page reads the same sites as the program, and says the same of each.</summary>
public sealed class PageModulesTests : IDisposable
{
    private readonly List<SampleSite> sites = [];

    public void Dispose()
    {
        foreach (var site in sites) site.Dispose();
    }

    [NodeFact]
    public async Task The_page_and_the_program_say_the_same_of_every_site()
    {
        (SampleSite Site, string Says)[] all =
        [
            (Made(_ => { }, false), "ok"),
            (Made(_ => { }), "ok"),
            (Made(site => site.Prove(null)), "ok"),
            (Made(site => site.Prove(new ReportBand(2, 3, "narrow"))), "ok"),
            (Adjusted(), "ok"),
            (Made(site => site.Report = site.Report! with { Unopened = null }), "verify-openings-missing"),
            (Made(site => site.Proofs[25 + 168 + 20] ^= 1), "ledger-unopened-false"),
            (Made(site => site.Proofs[^1] ^= 1), "ledger-band-false"),
            (Made(site => site.Report = site.Report! with { Unopened = site.Report.Unopened! with { Band = new ReportBand(0, 250, "us/250") } }), "ledger-band-false"),
            (Made(site => site.Openings[2] = site.Openings[2] with { Blind = site.Openings[3].Blind }), "ledger-opening-class"),
            (Made(site => site.Openings[2] = site.Openings[2] with { Fields = site.Openings[3].Fields }), "ledger-opening-fields"),
            (Made(site => (site.Openings[1], site.Openings[2]) = (site.Openings[2], site.Openings[1])), "verify-opening-order"),
            (Made(site => site.Report = site.Report! with { Tables = [site.Report.Tables[1], site.Report.Tables[1]] }), "verify-cell-differs"),
            (Made(site => site.Draft(from: 1)), "verify-ranges-gap"),
            (Changed("published/reports/2026-h1/v1-unopened.bin"), "verify-proofs-hash"),
            (Changed("published/reports/2026-h1/v1-openings.jsonl"), "verify-openings-hash"),
            (Changed("published/reports/2026-h1/v1.json"), "verify-report-hash"),
            (Changed("ledger/checkpoint"), "ledger-note-bad-signature"),
            (Changed("ledger/tile/entries/000"), "verify-root-differs"),
        ];
        foreach (var (site, says) in all)
        {
            using var output = new StringWriter();
            var exit = Verifier.Run([site.Path, "--json"], output, output, showProgress: false, TimeProvider.System);
            using var json = JsonDocument.Parse(output.ToString());
            var codes = json.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()).ToArray();
            // The program names tables by a code of their own.
            Assert.True(says == "ok" ? exit == 0 : codes.Contains(says) || (says == "verify-cell-differs" && codes.Contains("verify-table-differs")), $"{says}: {string.Join(", ", codes)}");
        }

        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. all.Select(one => $"{one.Site.Path}={one.Says}")]));
    }

    /// <summary>The log signs one history for some and another for others, and each reader has seen one of them before: by the program's state, by the page's memory.</summary>
    [NodeFact]
    public async Task A_split_view_is_found_by_whoever_reads_again_in_the_page_as_by_the_program()
    {
        var (older, grown, split, smaller) = (Path.GetTempFileName(), new List<string>(), new List<string>(), new List<string>());
        try
        {
            var site = Made(_ => { });
            File.Copy(site.File("ledger/checkpoint"), older, overwrite: true);
            var state = site.File("kept.state");
            Assert.Equal(0, Run(site.Path, "--state", state));
            grown.Add($"{site.Path}=ok=2026-h1={older}");
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. grown]));

            // It went on.
            site.Entries.Add(RegisterOpening.Draw(DemandClass.Open, site.Leaves[4].Opening.Record).Leaf());
            site.WriteLog();
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. grown]));
            Assert.Equal(0, Run(site.Path, "--state", state));
            File.Copy(site.File("ledger/checkpoint"), older, overwrite: true);

            // Another history under the same key: as long, longer, shorter.
            var last = site.Entries[^1];
            site.Entries[^1] = RegisterOpening.Draw(DemandClass.Open, site.Leaves[4].Opening.Record).Leaf();
            site.WriteLog();
            split.Add($"{site.Path}=verify-split-view=2026-h1={older}");
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. split]));
            Assert.Equal(1, Run(site.Path, "--state", state));
            site.Entries.Add(last);
            site.WriteLog();
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. split]));
            Assert.Equal(1, Run(site.Path, "--state", state));
            for (var i = 0; i < 2; i++) site.Entries.RemoveAt(site.Entries.Count - 1);
            site.WriteLog();
            smaller.Add($"{site.Path}=verify-log-smaller=2026-h1={older}");
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. smaller]));
            Assert.Equal(1, Run(site.Path, "--state", state));

            // What nobody signed is no memory.
            await File.WriteAllTextAsync(older, "writ\n1\n\n— writ AAAA\n");
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. grown]));
        }
        finally
        {
            File.Delete(older);
        }

        static int Run(string path, params string[] more) => Verifier.Run([path, .. more], TextWriter.Null, TextWriter.Null, showProgress: false, TimeProvider.System);
    }

    private SampleSite Made(Action<SampleSite> change, bool closed = true)
    {
        var site = new SampleSite(closed ? [DemandClass.Withheld, DemandClass.Dummy, DemandClass.Withheld] : []);
        sites.Add(site);
        site.Draft();
        change(site);
        return site.Publish();
    }

    private SampleSite Adjusted()
    {
        var site = Made(_ => { });
        var stand = RegisterOpening.Draw(DemandClass.Withheld, site.Leaves[4].Opening.Record);
        site.Entries.Add(stand.Leaf());
        site.Entries.Add(Ledger.Facts.Facts.ClassAdjusted(site.Leaves[4].Index, site.Entries.Count - 1, "A bar had been overlooked.", SampleSite.Now));
        site.Openings.RemoveAll(opening => opening.Leaf == site.Leaves[4].Index);
        site.Report = site.Report! with
        {
            Version = 2, TreeSize = site.Entries.Count, Tables = Recount.Tables(SampleSite.Form, site.Openings, site.Report.ReadIn),
            Openings = new OpeningsFile("reports/2026-h1/v2-openings.jsonl", "", site.Openings.Count),
        };
        return site.Prove(site.Report.Unopened!.Band, [.. site.Leaves.Take(3), (site.Entries.Count - 2, stand)]).Publish();
    }

    private SampleSite Changed(string file)
    {
        var site = Made(_ => { });
        var bytes = File.ReadAllBytes(site.File(file));

        // In a checkpoint another letter of base64: else it would be no signature at all.
        bytes[^40] = (byte)(file == "ledger/checkpoint" ? bytes[^40] == 'A' ? 'B' : 'A' : bytes[^40] ^ 1);
        File.WriteAllBytes(site.File(file), bytes);
        return site;
    }
}
