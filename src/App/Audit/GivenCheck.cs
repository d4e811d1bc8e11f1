using System.Globalization;
using System.Text.Json;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.App.Audit;

/// <summary>A line of <c>given.sealed</c>.</summary>
/// <param name="Signer">Verifier key of the vault's statements; with it the note says how many there are, without it that one was given.</param>
internal sealed record GivenLine(string Vault, string? Signer, string Note);

/// <summary>
/// Sets what each vault says that it gave against the log and against what is said to have become of the demand. The operator hands the statements over and
/// cannot make one, leave one out between others, or show fewer than the vault had given by the log that it had seen.
/// </summary>
/// <param name="named">Key of the vault's statements that the auditor has from somewhere else; null: the operator's word counts.</param>
internal sealed class GivenCheck(AuditedLog log, OpenedLeaves opened, OutcomeCheck outcomes, AuditFindings findings, DateTimeOffset now, VerifierKey? named)
{
    private const int MostLine = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    private readonly Dictionary<string, Vault> vaults = new(StringComparer.Ordinal);

    /// <summary>A line in words for each vault.</summary>
    public IEnumerable<string> Lines => vaults.Values.Select(vault => string.Create(
        CultureInfo.InvariantCulture,
        $"{vault.Until.Vault} says that it gave keys for {vault.Until.Number} authorisations among the first {vault.Until.Size} entries, by {(named is null ? "a key that the operator named" : "the key that you named")}"));

    /// <summary>Authorisations that keys were given for, by what the vaults say.</summary>
    public int Given => vaults.Values.Sum(vault => vault.Given.Count);

    public static string Context(Checkpoint checkpoint) => $"writ.audit-given/v1 {checkpoint.Size} {checkpoint.Origin}";

    /// <summary>False where the file could not be opened; that is among the findings.</summary>
    public bool Read(ExportFolder folder, PrivateKey key)
    {
        if (!File.Exists(folder.GivenFile))
        {
            findings.Unchecked("audit-given-unreadable", "given.sealed", "What the vault says that it gave was not handed over; an older program leaves it out.");
            return false;
        }

        using var plain = new MemoryStream();
        using (var file = File.OpenRead(folder.GivenFile))
        {
            if (!SealedFile.Open(file, key, plain).TryGet(out var info, out var refusal))
            {
                findings.Unchecked("audit-given-unreadable", "given.sealed", refusal.Sentence);
                return false;
            }

            if (!info.Context.StartsWith("writ.audit-given/v1 ", StringComparison.Ordinal) || !info.Context.EndsWith($" {log.Checkpoint.Origin}", StringComparison.Ordinal))
            {
                False("given.sealed", "This file was sealed for another purpose, or of another log.");
                return false;
            }
        }

        plain.Position = 0;
        using var lines = new StreamReader(plain);
        for (var number = 1; lines.ReadLine() is { } line; number++) Take(line, $"given.sealed, line {number}");
        return true;
    }

    /// <summary>After every line was read.</summary>
    public void Finish()
    {
        foreach (var (name, vault) in vaults)
        {
            // Each number once: those that are there are no more than there are.
            for (var number = 1L; number <= vault.Until.Number && number <= vault.Numbers.Count + 1L; number++)
            {
                if (!vault.Numbers.Contains(number))
                    findings.False("audit-given-missing", $"vault {name}", $"It gave keys {vault.Until.Number} times, and its statement number {number} was not handed over.");
            }
        }

        foreach (var authorisation in opened.Authorisations) Against(authorisation);
    }

    private void Against(OpenedAuthorisation authorisation)
    {
        var record = authorisation.Record;
        if (record.Ground != AuthorisationGround.Writ || outcomes.Of(record.Asked) is not { } outcome) return;
        var given = vaults.Values.Any(vault => vault.Given.Contains(Convert.ToHexString(authorisation.Entry.Hash)));
        var produced = outcome.Items.Any(item => item.Produced);

        // A release that is under way may still become a production, until its authorisation expires.
        if (given && !produced && (outcome.State != "approved" || record.Expires <= now))
            findings.False("audit-given-not-told", authorisation.Entry.Place, $"The vault gave keys for this authorisation, and of demand {record.Asked} nothing is said to have been produced.");
        if (!given && produced && vaults.TryGetValue(record.VaultId, out var vault) && authorisation.Entry.Index >= vault.Until.Size)
            findings.Unchecked("audit-given-older", authorisation.Entry.Place, $"What the vault says ends before entry {vault.Until.Size}; something is said to have been produced for demand {record.Asked}, which was authorised later.");
    }

    private void Take(string line, string place)
    {
        if (Parse(line) is not { } said)
        {
            False(place, "This line is no statement of a vault.");
        }
        else if (said.Signer is { } signer)
        {
            if (!VerifierKey.Parse(signer).TryGet(out var key, out _) || key.Name != said.Vault || GivenUntil.Verify(said.Note, key) is not { } until) False(place, "The vault did not sign this.");
            else if (named is not null && !named.Equals(key)) False(place, "This is signed by another key than the vault's that you named.");
            else if (!vaults.TryAdd(said.Vault, new Vault(key, until))) False(place, "The vault says twice how many there are.");
        }
        else if (!vaults.TryGetValue(said.Vault, out var vault) || ReleaseGiven.Verify(said.Note, vault.Key) is not { } given)
        {
            False(place, "The vault did not sign this.");
        }
        else if (!vault.Numbers.Add(given.Number))
        {
            findings.False("audit-given-twice", place, $"There are two statements number {given.Number}: the vault was an older copy of itself when it gave one of them.");
        }
        else if (given.Number > vault.Until.Number)
        {
            findings.False("audit-given-twice", place, $"The vault gave this as number {given.Number}, and says that there are {vault.Until.Number}: it is an older copy of itself.");
        }
        else if (log.Find(given.Leaf) is not { IsRegister: false })
        {
            findings.False("audit-given-unlogged", place, "The vault gave keys for an authorisation that is not in this log.");
        }
        else
        {
            vault.Given.Add(Convert.ToHexString(given.Leaf));
        }
    }

    private void False(string place, string sentence) => findings.False("audit-given-false", place, sentence);

    private static GivenLine? Parse(string line)
    {
        if (line.Length > MostLine) return null;
        try
        {
            return JsonSerializer.Deserialize<GivenLine>(line, Json) is { Vault: not null, Note: not null } said ? said : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Vault(VerifierKey Key, GivenUntil Until)
    {
        public HashSet<long> Numbers { get; } = [];

        /// <summary>Leaf hashes, in hex.</summary>
        public HashSet<string> Given { get; } = new(StringComparer.Ordinal);
    }
}
