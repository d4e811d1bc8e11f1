using System.Text.Json;
using Writ.Ledger.Reports;

namespace Writ.Mirror;

/// <summary>The forms that reports are derived with. They are data, <c>src/Mirror/Forms/*.json</c>, embedded at build.</summary>
public static class ReportForms
{
    private static readonly Lazy<IReadOnlyDictionary<string, ReportForm>> Read = new(() =>
        typeof(ReportForms).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("forms/", StringComparison.Ordinal))
            .Select(Load)
            .ToDictionary(form => form.Id, StringComparer.Ordinal));

    /// <summary>Every form, in ordinal order of its id.</summary>
    public static IReadOnlyList<ReportForm> All => [.. Read.Value.Values.OrderBy(form => form.Id, StringComparer.Ordinal)];

    /// <summary>The form of that id, for instance <c>amazon-2015</c>; null where there is none.</summary>
    public static ReportForm? Find(string id) => Read.Value.GetValueOrDefault(id);

    private static ReportForm Load(string name)
    {
        using var stream = typeof(ReportForms).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<ReportForm>(stream, PublishedJson.Options)
            ?? throw new InvalidOperationException($"Empty form {name}");
    }
}
