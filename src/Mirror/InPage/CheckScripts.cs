using Writ.Kit;

namespace Writ.Mirror.InPage;

/// <summary>The verifier in the page. It shares no code with the program: another group library, another language, other formulas.</summary>
internal static class CheckScripts
{
    private static readonly KitScript Noble = Of("noble.mjs");

    private static readonly KitScript Bytes = Of("bytes.mjs", Noble);

    private static readonly KitScript Group = Of("group.mjs", Bytes, Noble);

    private static readonly KitScript Proofs = Of("proofs.mjs", Bytes, Group, Noble);

    private static readonly KitScript Batches = Of("batches.mjs");

    private static readonly KitScript Json = Of("json.mjs", Bytes);

    private static readonly KitScript Notes = Of("notes.mjs", Bytes, Noble);

    private static readonly KitScript Facts = Of("facts.mjs", Batches, Bytes, Json, Notes);

    private static readonly KitScript Forms = Of("forms.mjs", Batches, Bytes, Facts);

    private static readonly KitScript Log = Of("log.mjs", Batches, Bytes, Facts, Group, Noble, Notes);

    private static readonly KitScript Recount = Of("recount.mjs", Forms);

    private static readonly KitScript Report = Of("report.mjs", Batches, Bytes, Forms, Group, Json, Log, Noble, Notes, Proofs, Recount);

    public static KitScript Page { get; } = Of("check-page.mjs", Notes, Report);

    public static IReadOnlyList<KitScript> All { get; } = [Noble, Bytes, Group, Proofs, Batches, Json, Notes, Facts, Forms, Log, Recount, Report, Page];

    private static KitScript Of(string name, params IReadOnlyList<KitScript> imports) => KitScript.Embedded(typeof(CheckScripts).Assembly, name, imports);
}
