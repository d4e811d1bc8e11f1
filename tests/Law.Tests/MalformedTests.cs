using System.Text;
using Writ.Law.Files;
using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

public sealed class MalformedTests
{
    private const string Warrant = "us/search-warrant.yaml";

    [Theory]
    [InlineData("title: Search warrant", "titel: Search warrant", "unknown key 'titel'")]
    [InlineData("title: Search warrant", "title: Search warrant\ntitle: Search warrant", "twice")]
    [InlineData("title: Search warrant\n", "", "title is missing")]
    [InlineData("title: Search warrant", "title:", "not empty")]
    [InlineData("title: Search warrant", "title: ~", "not empty")]
    [InlineData("title: Search warrant", "title: ''", "not empty")]
    [InlineData("title: Search warrant", "title: [Search warrant]", "must be text")]
    [InlineData("title: Search warrant", "title: !!str Search warrant", "tags are not allowed")]
    [InlineData("title: Search warrant", "title: &a Search warrant", "anchors are not allowed")]
    [InlineData("title: Search warrant", "title: *a", "aliases are not allowed")]
    [InlineData("title: Search warrant", "title: \"Search \\e warrant\"", "control characters")]
    [InlineData("title: Search warrant", "title: 'Search warrant", "not YAML")]
    [InlineData("title: Search warrant", "title: Search: warrant", "not YAML")]
    [InlineData("title: Search warrant", "\ttitle: Search warrant", "not YAML")]
    [InlineData("title: Search warrant", "? [a]\n: b", "a key must be text")]
    [InlineData("id: us/search-warrant", "id: us/arrest-warrant", "id must be us/search-warrant")]
    [InlineData("judicial: true", "judicial: yes", "not one of")]
    [InlineData("judicial: true", "judicial: True", "not one of")]
    [InlineData("receivable: true", "receivable: 'true'", "without quotes")]
    [InlineData("record-only: false", "record-only: \"false\"", "without quotes")]
    [InlineData("receivable: true", "receivable: false", "not-receivable-ground")]
    [InlineData("receivable: true", "receivable: true\nnot-receivable-ground: overbroad", "not-receivable-ground")]
    [InlineData("record-only: false", "record-only: true", "reaches nothing")]
    [InlineData("reporting: search_warrant", "reporting: warrant", "not one of")]
    [InlineData("authorities: [court]", "authorities: []", "names no authority")]
    [InlineData("authorities: [court]", "authorities: [court, court]", "twice")]
    [InlineData("authorities: [court]", "authorities: [sheriff]", "'sheriff'")]
    [InlineData("authorities: [court]", "authorities: court", "must be a list")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: contents\n    from: 2011-01-01", "not declared")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: transaction\n    from: 2011-01-01", "second line")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: content\n    from: '2011-01-01'", "not a date")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: content\n    from: 2011-02-29", "not a date")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: content\n    from: 01/01/2011", "not a date")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: content\n    from: 2011-01-01\n    to: 2010-01-01", "to is before from")]
    [InlineData("  - category: content\n    from: 2011-01-01", "  - category: content\n    from: 2011-01-01\n    ground: overbroad", "unknown key 'ground'")]
    [InlineData("    condition: Only what the warrant particularly describes.", "    conditions: None.", "unknown key 'conditions'")]
    [InlineData("    grade: K\n", "    grade: U\n", "not one of")]
    [InlineData("  basis: return-date", "  basis: calendar-days", "days stands exactly where")]
    [InlineData("  basis: return-date", "  basis: return-date\n  days: 10", "days stands exactly where")]
    [InlineData("  basis: return-date", "  basis: calendar-days\n  days: 0", "whole number")]
    [InlineData("  basis: return-date", "  basis: calendar-days\n  days: 99999999999", "whole number")]
    [InlineData("  - overbroad\n", "  - too-broad\n", "'too-broad' does not exist")]
    [InlineData("  - overbroad\n", "  - privileged\n", "twice")]
    public void A_slip_in_an_instruments_file_is_found_with_its_place(string old, string @new, string message)
    {
        var findings = FindingsAfter(Warrant, text => text.Contains(old, StringComparison.Ordinal) ? Swap(old, @new)(text) : SwapIndented(text, old, @new));
        var finding = Assert.Single(findings, finding => finding.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(Warrant, finding.File);
        Assert.Equal("law-malformed", finding.Code);
        Assert.InRange(finding.Line, 1, 80);
    }

    [Fact]
    public void The_place_is_the_line_of_the_slip()
    {
        var finding = Assert.Single(FindingsAfter(Warrant, Swap("judicial: true", "judicial: yes")));
        var line = Encoding.UTF8.GetString(LawFiles.BuiltIn().Single(file => file.Name == Warrant).Bytes).Split('\n').ToList().IndexOf("judicial: true") + 1;
        Assert.Equal(line, finding.Line);
        Assert.Equal($"us/search-warrant.yaml:{line}: judicial is 'yes', not one of true, false, unknown", finding.ToString());
    }

    [Theory]
    [InlineData("- a\n- b\n", "must be a mapping")]
    [InlineData("just text\n", "must be a mapping")]
    [InlineData("a: 1\n---\nb: 2\n", "more than one document")]
    [InlineData("%YAML 1.1\n---\na: 1\n", "directives")]
    [InlineData("%TAG !x! tag:example.org,2026:\n---\na: 1\n", "directives")]
    [InlineData("", "empty")]
    [InlineData("# only a comment\n", "empty")]
    [InlineData("\uFEFFa: 1\n", "byte order mark")]
    [InlineData("a: [[[[[[[[[[1]]]]]]]]]]\n", "nested deeper")]
    public void A_file_of_another_shape_is_found(string text, string message)
    {
        var finding = Assert.Single(FindingsAfter("us/new.yaml", _ => text));
        Assert.Contains(message, finding.Message);
    }

    [Fact]
    public void Size_number_of_values_and_length_of_text_are_bounded()
    {
        Assert.Contains("larger than", Assert.Single(FindingsAfter("us/new.yaml", _ => new string('#', LawFile.MaxBytes + 1))).Message);
        Assert.Contains("more than 5000 values", Assert.Single(FindingsAfter("us/new.yaml", _ => $"a: [{string.Join(',', Enumerable.Repeat("1", 5001))}]")).Message);
        Assert.Contains("longer than", Assert.Single(FindingsAfter("us/new.yaml", _ => $"a: {new string('x', 1001)}")).Message);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_found()
    {
        var findings = new Findings();
        Assert.Null(YamlTree.Read(new LawFile("us/new.yaml", [0x61, 0x3A, 0x20, 0xC3, 0x28]), findings));
        Assert.Equal("not UTF-8", Assert.Single(findings.All).Message);
    }

    [Fact]
    public void What_is_known_from_memory_alone_cannot_be_called_verified()
    {
        var findings = FindingsAfter("us/grounds.yaml", text => text.Replace("grade: K\n    verified: false", "grade: K\n    verified: true", StringComparison.Ordinal));
        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Contains("from memory alone", finding.Message));
    }

    [Theory]
    [InlineData("us/grounds.yaml", "code: privileged", "code: Privileged", "not a code")]
    [InlineData("us/grounds.yaml", "code: privileged", "code: record-only", "declared twice")]
    [InlineData("us/grounds.yaml", "ask the court that issued the instrument.", "ask the court", "full stop")]
    [InlineData("us/pack.yaml", "pack: us", "pack: usa", "folder's name")]
    [InlineData("us/pack.yaml", "uses: [common]", "uses: [common, eu]", "not there")]
    [InlineData("us/pack.yaml", "uses: [common]", "uses: [common, historic]", "uses it in turn")]
    [InlineData("us/pack.yaml", "category: transaction", "category: Transaction", "not a category's name")]
    [InlineData("historic/pack.yaml", "uses: [common, us]", "uses: [common, us]\ncategories:\n  - category: content\n    title: a\n    content: false\n    definition: b\n    citation: c\n    grade: P\n    verified: true", "declared twice")]
    [InlineData("common/grounds.yaml", "code: no-rule-for-date", "code: no-rule-for-that-date", "the evaluator needs it")]
    [InlineData("us/fisa-order.yaml", "not-receivable-ground: needs-sealed-register", "not-receivable-ground: secret", "'secret' does not exist")]
    public void A_slip_in_a_packs_own_files_is_found(string file, string old, string @new, string message) =>
        Assert.Contains(FindingsAfter(file, Swap(old, @new)), finding => finding.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void An_instrument_must_speak_of_every_category_its_pack_declares()
    {
        var findings = FindingsAfter("us/pack.yaml", text => text
            + "  - category: location\n    title: Location\n    content: true\n    definition: Where a device was.\n    citation: x\n    grade: K\n    verified: false\n");
        var book = Book(historic: true);
        Assert.Equal(book.Instruments.Count, findings.Count(finding => finding.Message == "says nothing of category location"));
    }

    [Fact]
    public void A_pack_without_its_own_file_is_found() =>
        Assert.Equal("has no pack.yaml", Assert.Single(FindingsAfter("fr/new.yaml", _ => "a: 1")).Message);

    [Fact]
    public void A_file_in_a_deeper_folder_is_found() =>
        Assert.Contains(FindingsAfter("us/old/search-warrant.yaml", _ => "a: 1"), finding => finding.Message.Contains("no deeper", StringComparison.Ordinal));

    [Fact]
    public void Many_slips_are_told_together()
    {
        var findings = FindingsAfter(Warrant, text => Swap("judicial: true", "judicial: yes")(Swap("title: Search warrant", "titel: Search warrant")(text)));
        Assert.Equal(3, findings.Count);
    }

    // Lines inside a mapping are indented by two where a list of four is written here.
    private static string SwapIndented(string text, string old, string @new) => Swap(old.Replace("    ", "  ", StringComparison.Ordinal), @new.Replace("    ", "  ", StringComparison.Ordinal))(text);
}
