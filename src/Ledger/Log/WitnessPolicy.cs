using System.Globalization;
using System.Text;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>One witness of a policy.</summary>
/// <param name="Name">As the policy calls it; it means nothing outside.</param>
/// <param name="Url">Where it is asked and looked at, as written; null where the policy gives none.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>
/// Which logs and witnesses are trusted, and how many of the witnesses have to cosign (C2SP tlog-policy: lines
/// <c>log</c>, <c>witness</c>, <c>group</c>, <c>quorum</c>).
/// </summary>
public sealed class WitnessPolicy
{
    private const int MaxLines = 512;

    private const int MaxBytes = 65_000;

    private readonly Func<IReadOnlyCollection<VerifierKey>, bool> quorum;

    private WitnessPolicy(IReadOnlyList<VerifierKey> logs, IReadOnlyList<PolicyWitness> named, Func<IReadOnlyCollection<VerifierKey>, bool> quorum, string words, string text)
    {
        Logs = logs;
        Named = named;
        Witnesses = [.. named.Select(witness => witness.Key)];
        Words = words;
        Text = text;
        this.quorum = quorum;
    }

    /// <summary>No cosignature is asked for: the log's own signature is all there is, and a split view cannot be seen.</summary>
    public static WitnessPolicy None { get; } = new([], [], _ => true, "", "quorum none\n");

    public IReadOnlyList<VerifierKey> Logs { get; }

    public IReadOnlyList<VerifierKey> Witnesses { get; }

    /// <summary>The witnesses with names and addresses, in the order of the file.</summary>
    public IReadOnlyList<PolicyWitness> Named { get; }

    /// <summary>False for <c>quorum none</c>: nobody has to cosign.</summary>
    public bool Demands => Words.Length > 0;

    /// <summary>The quorum in words, for instance <c>2 of a, b, c</c>; empty where none is demanded.</summary>
    public string Words { get; }

    /// <summary>The policy as others may have it: without comments and addresses.</summary>
    public string Text { get; }

    /// <param name="signedBy">Keys whose signatures hold, as <see cref="SignedNote"/> gives them.</param>
    public bool IsMet(IReadOnlyCollection<VerifierKey> signedBy) => quorum(signedBy);

    /// <summary>Refusal <c>ledger-policy-malformed</c>.</summary>
    public static Result<WitnessPolicy> Parse(string text)
    {
        var reader = new Reader();
        var lines = text.Split('\n');
        if (lines.Length > MaxLines || Encoding.UTF8.GetByteCount(text) > MaxBytes || text.Any(c => c < ' ' && c is not ('\t' or '\n'))) return Malformed(0);
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            if (!reader.Take(words)) return Malformed(i + 1);
        }

        return reader.Quorum is { } quorum
            ? new WitnessPolicy(reader.Logs, reader.Witnesses, quorum, reader.QuorumWords, reader.Text.ToString())
            : Malformed(lines.Length);
    }

    private static Refusal Malformed(int line) =>
        new("ledger-policy-malformed", string.Create(CultureInfo.InvariantCulture, $"Mend line {line} of the policy: log, witness, group or one quorum line."));

    private sealed class Reader
    {
        private readonly Dictionary<string, Func<IReadOnlyCollection<VerifierKey>, bool>> names = new(StringComparer.Ordinal);
        private readonly HashSet<string> members = new(StringComparer.Ordinal);
        private readonly HashSet<string> publicKeys = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

        public List<VerifierKey> Logs { get; } = [];

        public List<PolicyWitness> Witnesses { get; } = [];

        public StringBuilder Text { get; } = new();

        public string QuorumWords { get; private set; } = "";

        public Func<IReadOnlyCollection<VerifierKey>, bool>? Quorum { get; private set; }

        public bool Take(string[] line)
        {
            var fits = line[0] switch
            {
                "log" when line.Length is 2 or 3 => Log(line[1]),
                "witness" when line.Length is 3 or 4 => Witness(line[1], line[2], line.Length == 4 ? line[3] : null),
                "group" when line.Length > 3 => Group(line[1], line[2], line[3..]),
                "quorum" when line.Length == 2 && Quorum is null => SetQuorum(line[1]),
                _ => false,
            };
            var shown = line[0] switch { "log" => 2, "witness" => 3, _ => line.Length };
            Text.AppendJoin(' ', line.Take(shown)).Append('\n');
            return fits;
        }

        private bool Log(string vkey)
        {
            if (Key(vkey, VerifierKey.Ed25519) is not { } key) return false;
            Logs.Add(key);
            return true;
        }

        private bool Witness(string name, string vkey, string? url)
        {
            if (Key(vkey, VerifierKey.Cosignature) is not { } key || !Name(name, name, signers => signers.Contains(key))) return false;
            Witnesses.Add(new PolicyWitness(name, key, url));
            return true;
        }

        private VerifierKey? Key(string vkey, byte type)
        {
            if (!VerifierKey.Parse(vkey).TryGet(out var key, out _) || key.Type != type) return null;

            // The same key under two names would count twice.
            return publicKeys.Add($"{type} {Convert.ToHexStringLower(key.PublicKey)}") ? key : null;
        }

        private bool Name(string name, string inWords, Func<IReadOnlyCollection<VerifierKey>, bool> rule) =>
            name != "none" && names.TryAdd(name, rule) && words.TryAdd(name, inWords);

        private bool Group(string name, string k, string[] of)
        {
            if (of.Length == 0) return false;
            var needed = k switch { "all" => of.Length, "any" => 1, _ => Strict.Decimal(k) ?? 0 };
            if (needed < 1 || needed > of.Length) return false;
            var rules = new List<Func<IReadOnlyCollection<VerifierKey>, bool>>();
            foreach (var member in of)
            {
                // A name may stand in one group only, so that nobody counts twice.
                if (!names.TryGetValue(member, out var rule) || !members.Add(member)) return false;
                rules.Add(rule);
            }

            var inWords = string.Join(", ", of.Select(member => words[member] == member ? member : $"({words[member]})"));
            return Name(name, string.Create(CultureInfo.InvariantCulture, $"{needed} of {inWords}"), signers => rules.Count(rule => rule(signers)) >= needed);
        }

        private bool SetQuorum(string name)
        {
            if (name == "none") Quorum = _ => true;
            else if (names.TryGetValue(name, out var rule)) (Quorum, QuorumWords) = (rule, words[name]);
            return Quorum is not null;
        }
    }
}
