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
            (Made(site => site.Report = site.Report! with { Tables = [site.Report.Tables[1], site.Report.Tables[1]] }), "verify-table-differs"),
            (Made(site => site.Report = site.Report! with { Tables = [site.Report.Tables[0], new ReportTable("country", [.. site.Report.Tables[1].Rows.Select(row => row with { Cells = [row.Cells[0]] })])] }), "verify-table-differs"),
            (Made(site => site.Report = site.Report! with { Tables = [site.Report.Tables[0], new ReportTable("country", [.. site.Report.Tables[1].Rows.Select(row => row with { Cells = [row.Cells[0], new Cell.Count(9)] })])] }), "verify-cell-differs"),
            (Made(site => site.Report = site.Report! with { ReadIn = [site.Report.ReadIn[0] with { Row = "nowhere" }] }), "verify-read-in-stray"),
            (Made(site => site.Report = site.Report! with { Form = Counting("outcome", "nonsense") }), "verify-report-malformed"),
            (Made(site => site.Report = site.Report! with { Form = SampleSite.Form with { Outcomes = [new FormOutcome("withheld", true, ["all", "some", "none"]), new FormOutcome("withheld", false, ["all", "some", "none"])] } }), "verify-report-malformed"),
            (Made(site => site.Report = site.Report! with { TreeSize = -1 }), "verify-report-fact-differs"),
            (Twice(), "verify-demand-twice"),
            (Without("ledger/vkey"), "verify-no-key"),
            (Without("ledger/checkpoint"), "verify-no-checkpoint"),
            (Written("kind-unknown", """{"at":"2026-01-06T09:00:00Z","kind":"no-such-kind","n":9999,"x":1}"""), "ledger-fact-unknown"),
            (Written("member-twice", """{"at":"2026-01-06T09:00:00Z","kind":"agency-suspended","n":4,"reason":"a","reason":"b"}"""), "ledger-fact-malformed"),
            (Written("number-of-another", """{"at":"2026-01-06T09:00:00Z","kind":"report-published","n":3}"""), "ledger-fact-unknown"),
            (Written("correction-ahead", """{"at":"2026-01-06T09:00:00Z","entry":9000,"kind":"correction","n":9,"text":"x"}"""), "verify-correction-ahead"),
            (Rewritten("\"publisher\":", "\"Publisher\":"), "verify-report-malformed"),
            (Rewritten("\"publisher\":", "\"reviewer\":\"x\",\"publisher\":"), "verify-report-malformed"),
            (Rewritten("\"publisher\":", "\"publisher\":\"x\",\"publisher\":"), "verify-report-malformed"),
            (Rewritten("\"replay\":false,", ""), "verify-report-malformed"),
            (Rewritten("{\"is\":\"count\",\"value\":0}", "{\"is\":\"count\"}"), "verify-report-malformed"),
            (Rewritten("{\"is\":\"count\",\"value\":0}", "{\"value\":0,\"is\":\"count\"}"), "verify-report-malformed"),
            (Rewritten("{\"is\":\"count\",\"value\":0}", "{\"is\":\"count\",\"value\":0.0}"), "verify-report-malformed"),
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
            Assert.True(says == "ok" ? exit == 0 : codes.Contains(says), $"{says}: {string.Join(", ", codes)}");
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

    private SampleSite Without(string file)
    {
        var site = Made(_ => { });
        File.Delete(site.File(file));
        return site;
    }

    /// <summary>Two leaves of one demand, each open and true, and the tables of both.</summary>
    private SampleSite Twice()
    {
        var site = Made(_ => { }, closed: false);
        var again = RegisterOpening.Draw(DemandClass.Open, site.Leaves[4].Opening.Record);
        site.Entries.Add(again.Leaf());
        var shown = RegisterSchema.Fields.Where(field => field is not ("agency" or "accounts")).ToHashSet();
        site.Openings.Add(again.Reveal(site.Entries.Count - 1, shown, SampleSite.Outcome(4)));
        site.Report = site.Report! with
        {
            Version = 2, To = 11, TreeSize = site.Entries.Count, Tables = Recount.Tables(SampleSite.Form, site.Openings, site.Report.ReadIn),
            Openings = new OpeningsFile("reports/2026-h1/v2-openings.jsonl", "", site.Openings.Count),
        };
        return site.Publish();
    }

    /// <summary>An entry as it stands here, before the report's fact.</summary>
    private SampleSite Written(string name, string entry) => Made(site =>
    {
        Assert.NotEmpty(name);
        site.Entries.Add(System.Text.Encoding.UTF8.GetBytes(entry));
        site.Report = site.Report! with { TreeSize = site.Entries.Count };
    });

    /// <summary>A version of the report whose text was changed before it was recorded.</summary>
    private SampleSite Rewritten(string old, string by)
    {
        var site = Made(_ => { });
        var path = site.File("published/reports/2026-h1/v1.json");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        var changed = System.Text.Encoding.UTF8.GetBytes(text[..at] + by + text[(at + old.Length)..]);
        File.WriteAllBytes(path, changed);
        var report = site.Report!;
        site.Entries[^1] = Ledger.Facts.Facts.ReportPublished(
            report.Period, 1, "reports/2026-h1/v1.json", SampleSite.Hash(changed), report.Openings.Sha256, report.From, report.To, report.Provisional, SampleSite.Start.AddMonths(6));
        return site.WriteLog();
    }

    private static ReportForm Counting(string field, string word) => SampleSite.Form with
    {
        Tables =
        [
            SampleSite.Form.Tables[0] with { Columns = [.. SampleSite.Form.Tables[0].Columns, new FormLine("odd", "Odd", new Dictionary<string, IReadOnlyList<string>> { [field] = [word] })] },
            SampleSite.Form.Tables[1],
        ],
    };

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
