using System.Globalization;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>
/// Which logs and witnesses are trusted, and how many of the witnesses have to cosign (C2SP tlog-policy: lines
/// <c>log</c>, <c>witness</c>, <c>group</c>, <c>quorum</c>).
/// </summary>
public sealed class WitnessPolicy
{
    private const int MaxLines = 512;

    private readonly Func<IReadOnlyCollection<VerifierKey>, bool> quorum;

    private WitnessPolicy(IReadOnlyList<VerifierKey> logs, IReadOnlyList<VerifierKey> witnesses, Func<IReadOnlyCollection<VerifierKey>, bool> quorum)
    {
        Logs = logs;
        Witnesses = witnesses;
        this.quorum = quorum;
    }

    /// <summary>No cosignature is asked for: the log's own signature is all there is, and a split view cannot be seen.</summary>
    public static WitnessPolicy None { get; } = new([], [], _ => true);

    public IReadOnlyList<VerifierKey> Logs { get; }

    public IReadOnlyList<VerifierKey> Witnesses { get; }

    /// <param name="signedBy">Keys whose signatures hold, as <see cref="SignedNote"/> gives them.</param>
    public bool IsMet(IReadOnlyCollection<VerifierKey> signedBy) => quorum(signedBy);

    /// <summary>Refusal <c>ledger-policy-malformed</c>.</summary>
    public static Result<WitnessPolicy> Parse(string text)
    {
        var reader = new Reader();
        var lines = text.Split('\n');
        if (lines.Length > MaxLines || text.Any(c => c < ' ' && c is not ('\t' or '\n'))) return Malformed(0);
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            if (!reader.Take(words)) return Malformed(i + 1);
        }

        return reader.Quorum is { } quorum ? new WitnessPolicy(reader.Logs, reader.Witnesses, quorum) : Malformed(lines.Length);
    }

    private static Refusal Malformed(int line) =>
        new("ledger-policy-malformed", string.Create(CultureInfo.InvariantCulture, $"Mend line {line} of the policy: log, witness, group or one quorum line."));

    private sealed class Reader
    {
        private readonly Dictionary<string, Func<IReadOnlyCollection<VerifierKey>, bool>> names = new(StringComparer.Ordinal);
        private readonly HashSet<string> members = new(StringComparer.Ordinal);
        private readonly HashSet<string> publicKeys = new(StringComparer.Ordinal);

        public List<VerifierKey> Logs { get; } = [];

        public List<VerifierKey> Witnesses { get; } = [];

        public Func<IReadOnlyCollection<VerifierKey>, bool>? Quorum { get; private set; }

        public bool Take(string[] words) => words[0] switch
        {
            "log" when words.Length is 2 or 3 => Key(words[1], VerifierKey.Ed25519, Logs) is not null,
            "witness" when words.Length is 3 or 4 =>
                Key(words[2], VerifierKey.Cosignature, Witnesses) is { } key && Name(words[1], signers => signers.Contains(key)),
            "group" when words.Length > 3 => Group(words[1], words[2], words[3..]),
            "quorum" when words.Length == 2 && Quorum is null => SetQuorum(words[1]),
            _ => false,
        };

        private VerifierKey? Key(string vkey, byte type, List<VerifierKey> into)
        {
            if (!VerifierKey.Parse(vkey).TryGet(out var key, out _) || key.Type != type) return null;
            // The same key under two names would count twice.
            if (!publicKeys.Add($"{type} {Convert.ToHexStringLower(key.PublicKey)}")) return null;
            into.Add(key);
            return key;
        }

        private bool Name(string name, Func<IReadOnlyCollection<VerifierKey>, bool> rule) => name != "none" && names.TryAdd(name, rule);

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

            return Name(name, signers => rules.Count(rule => rule(signers)) >= needed);
        }

        private bool SetQuorum(string name)
        {
            if (name == "none") Quorum = _ => true;
            else if (names.TryGetValue(name, out var rule)) Quorum = rule;
            return Quorum is not null;
        }
    }
}
