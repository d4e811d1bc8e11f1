using Writ.App.Tests.Serving;
using Writ.Demands.File;

namespace Writ.App.Tests.Demands.File;

/// <summary>The instrument's file: its first bytes, its name and its declared type say the same, or it is not taken.</summary>
public sealed class BadInstrumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Most = 8 * 1024 * 1024;

    private static readonly byte[] Pdf = "%PDF-1.7 sample"u8.ToArray();

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13];

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];

    private static readonly byte[] Tiff = [0x49, 0x49, 0x2A, 0x00, 8, 0, 0, 0];

    private static readonly byte[] TiffBigEndian = [0x4D, 0x4D, 0x00, 0x2A, 0, 0, 0, 8];

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04, 20, 0];

    private readonly WritServer server = shared.Server;

    public static TheoryData<string, string, byte[]> Honest => new()
    {
        { "warrant.pdf", "application/pdf", Pdf },
        { "WARRANT.PDF", "application/pdf", Pdf },
        { "two.parts.pdf", "application/pdf", Pdf },
        { "scan.png", "image/png", Png },
        { "scan.jpg", "image/jpeg", Jpeg },
        { "scan.jpeg", "image/jpeg", Jpeg },
        { "fax.tif", "image/tiff", Tiff },
        { "fax.tiff", "image/tiff", TiffBigEndian },
    };

    public static TheoryData<string, string, byte[]> Dishonest => new()
    {
        { "warrant.png", "application/pdf", Pdf },
        { "warrant.png", "image/png", Pdf },
        { "scan.png", "application/pdf", Png },
        { "scan.pdf", "application/pdf", Png },
        { "scan.jpg", "image/png", Png },
        { "warrant.pdf", "application/pdf", Zip },
        { "warrant.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Zip },
        { "warrant.zip", "application/zip", Zip },
        { "warrant.exe", "application/pdf", Pdf },
        { "warrant.pdf.exe", "application/pdf", Pdf },
        { "warrant", "application/pdf", Pdf },
        { "warrant.", "application/pdf", Pdf },
        { "pdf", "application/pdf", Pdf },
        { "warrant.pdf ", "application/pdf", Pdf },
        { "warrant.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() },
        { "warrant.html", "text/html", "<html></html>"u8.ToArray() },
        { "warrant.pdf", "text/html", Pdf },
        { "warrant.pdf", "APPLICATION/PDF", Pdf },
        { "warrant.pdf", "application/pdf; charset=utf-8", Pdf },
        { "warrant.pdf", "", Pdf },
        { "warrant.pdf", "application/pdf", "\n%PDF-1.7"u8.ToArray() },
        { "warrant.pdf", "application/pdf", "<script>%PDF-1.7"u8.ToArray() },
        { "warrant.pdf", "application/pdf", "GIF89a%PDF-1.7"u8.ToArray() },
        { "warrant.pdf", "application/pdf", "%PDF"u8.ToArray() },
        { "warrant.pdf", "application/pdf", "%pdf-1.7"u8.ToArray() },
        { "warrant.pdf", "application/pdf", [0x50, 0x4B, 0x03, 0x04, .. Pdf] },
        { "warrant.pdf", "application/pdf", [0xEF, 0xBB, 0xBF, .. Pdf] },
        { "scan.png", "image/png", Png[..7] },
        { "scan.jpg", "image/jpeg", [0xFF, 0xD8] },
        { "fax.tif", "image/tiff", [0x49, 0x49, 0x2B, 0x00] },
    };

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task A_file_that_is_what_it_says_is_taken(string name, string type, byte[] content)
    {
        var filed = await File(new(name, type, content));

        Assert.Equal(201, filed.Status);
    }

    [Theory]
    [MemberData(nameof(Dishonest))]
    public async Task A_file_that_is_not_what_it_says_is_refused(string name, string type, byte[] content) =>
        Assert.Equal("/file", (await Nothing(new(name, type, content))).Refused(400, "demands-file-not-what-it-says").Field);

    [Fact]
    public async Task An_empty_file_is_refused() => (await Nothing(new("warrant.pdf", "application/pdf", []))).Refused(400, "demands-file-empty");

    [Fact]
    public async Task A_file_of_exactly_8_MiB_is_taken_whole()
    {
        byte[] content = [.. Pdf, .. new byte[Most - Pdf.Length]];

        var filed = await File(new("warrant.pdf", "application/pdf", content));

        Assert.Equal(201, filed.Status);
        var back = await server.Reviewer.Download($"api/v1/review/{(string)filed.Json["id"]!}/file");
        Assert.Equal(content, back.Value);
    }

    [Fact]
    public async Task One_byte_more_is_refused() =>
        (await Nothing(new("warrant.pdf", "application/pdf", [.. Pdf, .. new byte[Most - Pdf.Length + 1]]))).Refused(413, "demands-file-too-large");

    [Theory]
    [InlineData("warrant\0.pdf")]
    [InlineData("warrant\r\n.pdf")]
    [InlineData("warrant\u001b[2J.pdf")]
    [InlineData("warrant\u0085.pdf")]
    [InlineData("warrant\u2028.pdf")]
    [InlineData("warrant\u202Efdp.pdf")]
    [InlineData("warrant\u200F.pdf")]
    public async Task A_name_with_control_characters_is_refused(string name) =>
        Assert.Equal("/file/name", (await Nothing(new(name, "application/pdf", Pdf))).Refused(400, "input-control-characters").Field);

    [Fact]
    public async Task A_name_that_is_too_long_is_refused() =>
        (await Nothing(new(new string('w', 252) + ".pdf", "application/pdf", Pdf))).Refused(400, "input-too-long");

    [Fact]
    public async Task A_name_that_is_empty_is_refused() => (await Nothing(new("", "application/pdf", Pdf))).Refused(400, "input-missing");

    [Theory]
    [InlineData("../../../../tmp/writ-was-here.pdf")]
    [InlineData("/tmp/writ-was-here.pdf")]
    [InlineData("C:\\windows\\writ-was-here.pdf")]
    [InlineData("file:///tmp/writ-was-here.pdf")]
    public async Task A_name_with_a_path_leads_nowhere_because_no_name_is_kept(string name)
    {
        var filed = await File(new(name, "application/pdf", Pdf));

        Assert.Equal(201, filed.Status);
        Assert.DoesNotContain("writ-was-here", string.Concat(LiveFiles.Paths(server.Folder.Root)), StringComparison.Ordinal);
        Assert.DoesNotContain("writ-was-here", (await server.Reviewer.Get<System.Text.Json.JsonElement>($"api/v1/review/{(string)filed.Json["id"]!}")).Value.GetRawText(), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists("/tmp/writ-was-here.pdf"));
    }

    [Fact]
    public async Task What_a_browser_gets_is_never_what_the_sender_declared()
    {
        var filed = await File(new("scan.png", "image/png", Png));

        var file = await server.Send(HttpMethod.Get, $"api/v1/review/{(string)filed.Json["id"]!}/file", server.TokenOf("reviewer"));

        Assert.Equal("application/octet-stream", file.Type);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_blob_holds_the_file_as_it_was_sent()
    {
        await File(new("warrant.pdf", "application/pdf", "%PDF-1.7 the-plain-words-of-an-instrument"u8.ToArray()));

        // Small ones are rows: the database's own files are searched, its write-ahead log too.
        var files = LiveFiles.Of(server.Folder.Root).ToList();
        Assert.Contains(files, file => file.Path.EndsWith("writ.db-wal", StringComparison.Ordinal));
        Assert.All(files, file => Assert.False(file.Bytes.AsSpan().IndexOf("the-plain-words"u8) >= 0, file.Path));
    }

    private Task<Reply> File(FileInstrument file) => server.FileRaw(RawRequests.Node(server.Demand() with { File = file }).ToJsonString());

    private Task<Reply> Nothing(FileInstrument file) => Holdings.Unchanged(server, () => File(file));
}
