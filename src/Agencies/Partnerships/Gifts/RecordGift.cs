using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Agencies.Partnerships.Gifts;

/// <param name="Count">How many; of money 1.</param>
/// <param name="Value">All of it, in the smallest unit of <paramref name="Currency"/>; 0 where it has no price.</param>
/// <param name="To">Who gets it: role and unit, or the public by way of the agency.</param>
internal sealed record GiftRequest(string What, string Item, long? Count, long? Value, string Currency, string To, string Conditions);

/// <summary>What the company gives: gifts, subsidies, devices, money. As often as it gives.</summary>
internal sealed class RecordGift(PartnershipBook book)
{
    public async Task<Result<Fact>> Handle(AgencyId agency, GiftRequest request, string once, string actor)
    {
        var checks = new Checks();
        if (!PartnershipWords.Gifts.Contains(request.What)) checks.Add(PartnershipRefusals.Choice with { Field = "/what" });
        checks.Line(request.Item, 300, "/item");
        if (request.Count is not (>= 1 and <= 1_000_000_000)) checks.Add(PartnershipRefusals.Number with { Field = "/count" });
        if (request.Value is not (>= 0 and <= 1_000_000_000_000)) checks.Add(PartnershipRefusals.Number with { Field = "/value" });
        if (request.Currency.Length != 3 || !request.Currency.All(char.IsAsciiLetterUpper)) checks.Add(PartnershipRefusals.Choice with { Field = "/currency" });
        checks.Line(request.To, 300, "/to");
        checks.Line(request.Conditions, 1000, "/conditions");
        if (!checks.Ok) return checks.Refusal;
        return await book.Act(agency, actor, found => found.Live().TryGet(out var agreement, out var refusal)
            ? new NewFact(
                new Fact.GiftRecorded(
                    agency, agreement.Number, request.What, request.Item, request.Count!.Value, request.Value!.Value, request.Currency, request.To, request.Conditions, found.Now),
                $"{agreement.Number}/gift/{once}")
            : refusal);
    }
}
