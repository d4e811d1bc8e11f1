using System.IO.Compression;
using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;

namespace Writ.Agencies.Partnerships.Oversight;

/// <summary>What another room adds to the file that an overseer takes of an agency.</summary>
public interface IAssessorPart
{
    /// <summary>A sentence on its files, for the file's README.</summary>
    string About { get; }

    /// <summary>Files by their names in the export, in a fixed order. Must not write.</summary>
    Task<IReadOnlyList<(string Name, byte[] Content)>> Files(IWork work, AgencyId agency);
}

/// <summary>
/// Everything of one agency's partnership in one file: its facts as the record has them, a line each, and every document that a fact names. An overseer gets what
/// strangers can get, at once, and what other rooms keep for overseers alone. The same state gives the same bytes.
/// </summary>
internal sealed class AssessorExport(IStore store, Papers papers, IEnumerable<IAssessorPart> parts)
{
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<byte[]> Make(AgencyId agency)
    {
        var lines = await store.Look(work => Task.FromResult(work.Rows(
            "SELECT e.bytes FROM partnership_act p JOIN record_entry e ON e.seq = p.entry_seq WHERE p.agency_id = $1 ORDER BY p.entry_seq",
            [agency.Text], row => row.GetFieldValue<byte[]>(0))));
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "README.txt", Encoding.UTF8.GetBytes(
                "facts.jsonl: every fact of this agency's partnership, byte for byte as it stands in the public record, one a line, oldest first.\n"
                + "partners/: the documents, named by their SHA-256. Standing follows from the facts: docs/spec/partnerships.md.\n" + string.Concat(parts.Select(part => part.About + "\n"))));
            Put(zip, "facts.jsonl", [.. lines.SelectMany(line => line.Append((byte)'\n'))]);
            foreach (var (path, sha) in lines.Select(line => Facts.Parse(line).Value).SelectMany(Facts.Documents).DistinctBy(d => d.Path).OrderBy(d => d.Path, StringComparer.Ordinal))
            {
                if (papers.Bytes(path, sha) is { } document) Put(zip, path, document);
            }

            foreach (var part in parts)
            {
                foreach (var (name, content) in await store.Look(work => part.Files(work, agency))) Put(zip, name, content);
            }
        }

        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Undated;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
