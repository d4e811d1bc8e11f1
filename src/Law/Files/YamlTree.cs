using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Writ.Law.Files;

/// <summary>
/// Reads a small and strict part of YAML: one document, a mapping at its root; no anchors, aliases, tags, directives or
/// duplicate keys; bounded in size, depth and number of nodes. Whatever else arrives is a finding with its line.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 8;

    private const int MaxNodes = 5000;

    private const int MaxScalar = 1000;

    private readonly IParser parser;

    private int nodes;

    private YamlTree(IParser parser) => this.parser = parser;

    public static MapNode? Read(LawFile file, Findings findings)
    {
        if (file.Bytes.Length > LawFile.MaxBytes) return Refuse(0, $"larger than {LawFile.MaxBytes} bytes");
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Bytes);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(0, "not UTF-8");
        }

        if (text.StartsWith('\uFEFF')) return Refuse(1, "starts with a byte order mark");
        try
        {
            return new YamlTree(new Parser(new StringReader(text))).Document();
        }
        catch (NotOurYaml wrong)
        {
            return Refuse(wrong.Line, wrong.Message);
        }
        catch (YamlException wrong)
        {
            return Refuse((int)wrong.Start.Line, "not YAML: " + Findings.Quote(wrong.Message));
        }

        MapNode? Refuse(int line, string message)
        {
            findings.Add(file.Name, line, message);
            return null;
        }
    }

    private MapNode Document()
    {
        Next<StreamStart>();
        if (Peek() is StreamEnd) throw new NotOurYaml(1, "empty");
        var start = Next<DocumentStart>();
        if (start.Version is not null || start.Tags?.Any(tag => tag.Handle is not ("!" or "!!")) == true)
            throw new NotOurYaml(Line(start), "directives are not allowed");
        if (Value(1) is not MapNode root) throw new NotOurYaml(Line(start), "the file must be a mapping");
        Next<DocumentEnd>();
        if (Peek() is not StreamEnd) throw new NotOurYaml(Line(Peek()), "more than one document");
        return root;
    }

    private Node Value(int depth)
    {
        var at = Peek();
        if (depth > MaxDepth) throw new NotOurYaml(Line(at), $"nested deeper than {MaxDepth}");
        if (++nodes > MaxNodes) throw new NotOurYaml(Line(at), $"more than {MaxNodes} values");
        if (at is AnchorAlias) throw new NotOurYaml(Line(at), "aliases are not allowed");
        if (at is NodeEvent { Anchor.IsEmpty: false }) throw new NotOurYaml(Line(at), "anchors are not allowed");
        if (at is NodeEvent { Tag.IsEmpty: false }) throw new NotOurYaml(Line(at), "tags are not allowed");
        return at switch
        {
            Scalar => Text(),
            SequenceStart => List(depth),
            MappingStart => Map(depth),
            _ => throw new NotOurYaml(Line(at), "not a value"),
        };
    }

    private ScalarNode Text()
    {
        var scalar = Next<Scalar>();
        if (scalar.Value.Length > MaxScalar) throw new NotOurYaml(Line(scalar), $"text longer than {MaxScalar} characters");
        if (scalar.Value.Any(c => char.IsControl(c) && c != '\n')) throw new NotOurYaml(Line(scalar), "control characters are not allowed");
        return new ScalarNode(scalar.Value.Trim(), scalar.Style == ScalarStyle.Plain, Line(scalar));
    }

    private ListNode List(int depth)
    {
        var start = Next<SequenceStart>();
        List<Node> items = [];
        while (Peek() is not SequenceEnd) items.Add(Value(depth + 1));
        Next<SequenceEnd>();
        return new ListNode(items, Line(start));
    }

    private MapNode Map(int depth)
    {
        var start = Next<MappingStart>();
        List<MapEntry> entries = [];
        while (Peek() is not MappingEnd)
        {
            if (Value(depth + 1) is not ScalarNode key) throw new NotOurYaml(Line(start), "a key must be text");
            if (entries.Exists(entry => entry.Key == key.Text)) throw new NotOurYaml(key.Line, $"key {Findings.Quote(key.Text)} twice");
            entries.Add(new MapEntry(key.Text, key.Line, Value(depth + 1)));
        }

        Next<MappingEnd>();
        return new MapNode(entries, Line(start));
    }

    private ParsingEvent Peek()
    {
        while (parser.Current is null or Comment)
        {
            if (!parser.MoveNext()) throw new NotOurYaml(0, "ends too early");
        }

        return parser.Current;
    }

    private T Next<T>()
        where T : ParsingEvent
    {
        var at = Peek();
        if (at is not T wanted) throw new NotOurYaml(Line(at), "not of the expected form");
        parser.MoveNext();
        return wanted;
    }

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private sealed class NotOurYaml(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
