using Writ.Base;

namespace Writ.Gate.Open;

internal static class ProductionRefusals
{
    internal static Refusal Manifest { get; } = new("production-bad-manifest",
        "The production holds no manifest that this program can read; tell the company and ask for a new production.");

    internal static Refusal Files { get; } = new("production-files-differ",
        "The files in the production are not those that its manifest lists; tell the company and use none of them.");

    internal static Refusal Exists { get; } = new("production-would-overwrite",
        "A file of that name is in the folder already; choose an empty folder.");
}
