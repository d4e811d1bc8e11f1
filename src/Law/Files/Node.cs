namespace Writ.Law.Files;

/// <summary>What a data file is made of; every node knows its line.</summary>
internal abstract record Node(int Line);

/// <param name="Plain">Written without quotes: only then is it a date, a number or a flag.</param>
internal sealed record ScalarNode(string Text, bool Plain, int Line) : Node(Line);

internal sealed record ListNode(IReadOnlyList<Node> Items, int Line) : Node(Line);

internal sealed record MapNode(IReadOnlyList<MapEntry> Entries, int Line) : Node(Line);

internal sealed record MapEntry(string Key, int Line, Node Value);
