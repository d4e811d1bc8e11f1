using Markdig;

namespace Writ.Mirror.Refusals;

/// <param name="Sentence">The first paragraph, as text.</param>
/// <param name="Html">Everything below the heading.</param>
internal sealed record RefusalEntry(string Code, string Sentence, string Html);

/// <summary>The pages of <c>docs/refusals</c>, embedded at build.</summary>
internal static class RefusalPages
{
    private const string Prefix = "refusals/";

    // Raw HTML stays text: these pages are prose, and prose needs none.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    private static readonly Lazy<IReadOnlyDictionary<string, RefusalEntry>> Read = new(() =>
        typeof(RefusalPages).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            .Select(Load)
            .ToDictionary(entry => entry.Code, StringComparer.Ordinal));

    /// <summary>In ordinal order of the codes, so that those of a room stand together.</summary>
    public static IReadOnlyList<RefusalEntry> All => [.. Read.Value.Values.OrderBy(entry => entry.Code, StringComparer.Ordinal)];

    public static RefusalEntry? Find(string code) => Read.Value.GetValueOrDefault(code);

    internal static RefusalEntry Parse(string code, string text)
    {
        var body = text.ReplaceLineEndings("\n");
        if (body.StartsWith("# ", StringComparison.Ordinal)) body = body[(body.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        body = body.Trim();
        var sentence = body.Split("\n\n")[0].Split("\n#")[0].Trim();
        return new RefusalEntry(code, Markdown.ToPlainText(sentence, Pipeline).Trim(), Markdown.ToHtml(body, Pipeline));
    }

    private static RefusalEntry Load(string name)
    {
        using var reader = new StreamReader(typeof(RefusalPages).Assembly.GetManifestResourceStream(name)!);
        return Parse(name[Prefix.Length..^".md".Length], reader.ReadToEnd());
    }
}
