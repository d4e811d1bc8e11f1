using System.Text.Json;
using Writ.Ledger.Reports;
using Writ.Mirror.Reports;

namespace Writ.Mirror;

/// <summary>The forms that reports are derived with. They are data, <c>src/Mirror/Forms/*.json</c>, embedded at build.</summary>
public static class ReportForms
{
    private static readonly JsonSerializerOptions Strict = new(PublishedJson.Options) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    private static readonly Lazy<IReadOnlyDictionary<string, ReportForm>> Read = new(() =>
        typeof(ReportForms).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("forms/", StringComparison.Ordinal))
            .Select(Load)
            .ToDictionary(form => form.Id, StringComparer.Ordinal));

    /// <summary>Every form, in ordinal order of its id.</summary>
    public static IReadOnlyList<ReportForm> All => [.. Read.Value.Values.OrderBy(form => form.Id, StringComparer.Ordinal)];

    /// <summary>The form of that id, for instance <c>amazon-2015</c>; null where there is none.</summary>
    public static ReportForm? Find(string id) => Read.Value.GetValueOrDefault(id);

    /// <summary>A form as its file says it. Throws <see cref="InvalidOperationException"/> on one that is not whole, or that leaves a word undefined.</summary>
    internal static ReportForm Parse(string name, Stream json)
    {
        try
        {
            var form = JsonSerializer.Deserialize<ReportForm>(json, Strict);
            var fault = ReportCheck.FormFault(form) ?? (form!.Outcomes is null ? "it does not define its outcomes" : Recount.Wrong(form));
            return fault is null ? form! : throw new InvalidOperationException($"The form {name} cannot be used: {fault}");
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException($"The form {name} cannot be read: {fault.Message}", fault);
        }
    }

    private static ReportForm Load(string name)
    {
        using var stream = typeof(ReportForms).Assembly.GetManifestResourceStream(name)!;
        return Parse(name, stream);
    }
}
