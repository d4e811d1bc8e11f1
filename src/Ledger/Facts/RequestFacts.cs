using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Requests;

namespace Writ.Ledger.Facts;

/// <content>Community requests.</content>
public static partial class Facts
{
    public static byte[] RequestPublished(AgencyId agency, RequestId request, string incident, string path, string sha256, DateTimeOffset until, DateTimeOffset at) =>
        Write(new Fact.RequestPublished(agency, request, incident, path, sha256, until, at));

    public static byte[] RequestRefused(AgencyId agency, RequestId request, string rule, string path, string sha256, DateTimeOffset at) =>
        Write(new Fact.RequestRefused(agency, request, rule, path, sha256, at));

    public static byte[] RequestCorrected(AgencyId agency, RequestId request, RequestId corrects, string path, string sha256, DateTimeOffset until, DateTimeOffset at) =>
        Write(new Fact.RequestCorrected(agency, request, corrects, path, sha256, until, at));

    public static byte[] RequestResolved(AgencyId agency, RequestId request, string outcome, DateTimeOffset at) =>
        Write(new Fact.RequestResolved(agency, request, outcome, at));

    /// <summary>Null where it is no kind of this family.</summary>
    private static Fact? Request(string kind, long number, FactReader reader, DateTimeOffset at) => (kind, number) switch
    {
        ("request-published", 45) => new Fact.RequestPublished(
            reader.Agency(), reader.Request("request"), reader.OneOf("incident", RequestWords.Incidents), reader.SitePath("path"), reader.Hash("sha256"), reader.After("until", at), at),
        ("request-refused", 46) => new Fact.RequestRefused(
            reader.Agency(), reader.Request("request"), reader.OneOf("rule", RequestWords.Rules), reader.SitePath("path"), reader.Hash("sha256"), at),
        ("request-corrected", 47) => new Fact.RequestCorrected(
            reader.Agency(), reader.Request("request"), reader.Request("corrects"), reader.SitePath("path"), reader.Hash("sha256"), reader.After("until", at), at),
        ("request-resolved", 48) => new Fact.RequestResolved(reader.Agency(), reader.Request("request"), reader.OneOf("outcome", RequestWords.Outcomes), at),
        _ => null,
    };

    private static JsonObject? RequestMembers(Fact fact) => fact switch
    {
        Fact.RequestPublished f => new()
        {
            ["kind"] = "request-published", ["agency"] = f.Agency.Text, ["request"] = f.Request.Text, ["incident"] = f.Incident, ["path"] = f.Path,
            ["sha256"] = f.Sha256, ["until"] = Strict.Timestamp(f.Until),
        },
        Fact.RequestRefused f => new()
        {
            ["kind"] = "request-refused", ["agency"] = f.Agency.Text, ["request"] = f.Request.Text, ["rule"] = f.Rule, ["path"] = f.Path, ["sha256"] = f.Sha256,
        },
        Fact.RequestCorrected f => new()
        {
            ["kind"] = "request-corrected", ["agency"] = f.Agency.Text, ["request"] = f.Request.Text, ["corrects"] = f.Corrects.Text, ["path"] = f.Path,
            ["sha256"] = f.Sha256, ["until"] = Strict.Timestamp(f.Until),
        },
        Fact.RequestResolved f => new() { ["kind"] = "request-resolved", ["agency"] = f.Agency.Text, ["request"] = f.Request.Text, ["outcome"] = f.Outcome },
        _ => null,
    };
}
