using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Resolution;

/// <summary>The hashes as they stood on the page that the clerk read.</summary>
internal sealed record CountersignRequest(int Agreement, string Text, string Resolution, string Policy);

/// <summary>
/// The clerk of the elected body says that it adopted these papers. Signed with a passkey just used; what shows it is kept, its hash is in the fact.
/// </summary>
internal sealed class Countersign(PartnershipBook book, PartnershipOptions options)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, CountersignRequest request, Caller caller, SignedInHow signed)
    {
        var passkey = signed is { How: "Passkey" or "Invitation", Passkey: not null };
        if (!passkey && !(options.Sample && signed.How == "Sample")) return PartnershipRefusals.Passkey;
        return await book.Act(agency, caller.Subject, found =>
        {
            if (!PartnershipBook.IsNamed(found.Partnership, caller.Subject, PartnershipWords.Clerk)) return PartnershipRefusals.NotYours;
            if (!found.Live().TryGet(out var agreement, out var refusal)) return refusal;
            if (agreement.Resolution is not { } resolution || agreement.Policy is not { } policy) return PartnershipRefusals.NoAgreement;
            if (agreement.Number != request.Agreement || agreement.Proposed.Sha256 != request.Text || resolution.Sha256 != request.Resolution || policy.Sha256 != request.Policy)
                return PartnershipRefusals.Seen;

            // Sent twice, it is the first one.
            if (agreement.Countersigned is { } there && there.Account.Text == caller.Subject) return new NewFact(there, $"{agreement.Number}/countersigned");
            var evidence = Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
            {
                ["schema"] = "writ.countersignature/v1",
                ["agency"] = agency.Text,
                ["agreement"] = agreement.Number,
                ["account"] = caller.Subject,
                ["text"] = request.Text,
                ["resolution"] = request.Resolution,
                ["policy"] = request.Policy,
                ["signed-in"] = signed.How,
                ["passkey"] = signed.Passkey,
                ["session"] = signed.Session,
                ["session-began"] = signed.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                ["at"] = found.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            }));
            return new NewFact(
                new Fact.ResolutionCountersigned(
                    agency, agreement.Number, OutsideId.FromTrusted(caller.Subject), request.Resolution, request.Policy, request.Text, passkey ? "passkey" : "sample",
                    Papers.Hash(Encoding.UTF8.GetBytes(evidence)), found.Now),
                $"{agreement.Number}/countersigned",
                evidence);
        });
    }
}
