using Writ.Agencies.Enrol;
using Writ.Agencies.Officers;
using Writ.Agencies.Partnerships.Sample;
using Writ.Agencies.Verify;
using Writ.App.Client;
using Writ.Base;
using Writ.Neighbors.Sample;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.Seed;

/// <summary>The sample town's partnerships: police in force, fire waiting for the clerk, county sheriff ended. And the people for them, who only sign in.</summary>
internal sealed class SamplePartnerships(ApiClient desk, ApiClient verifier, SeedClock clock)
{
    public async Task<Result<IReadOnlyList<SamplePerson>>> Make(IServiceProvider services, AgencyId police)
    {
        var agencies = new List<SampleAgency>();
        (string Name, string Kind, AgencyId? There)[] wanted =
            [("Sample Town Police Department", "police", police), ("Sample Town Fire Department", "fire", null), ("Sample County Sheriff", "police", null)];
        foreach (var (name, kind, there) in wanted)
        {
            if (!(await Agency(name, kind, there)).TryGet(out var agency, out var wrong)) return wrong;
            agencies.Add(agency);
        }

        var partners = await services.GetRequiredService<IStore>().Act<Person>(async work => await Persons.Enrol(
            work, CallerKind.Staff, StaffId.New().Text, null, "Partnership desk", ["partners"], "sample", services.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (!partners.TryGet(out var staff, out var refusal)) return refusal;
        var filled = await services.GetRequiredService<SamplePartners>().Fill(agencies, staff.Subject, SampleRequests.TownOutline(), clock.Skip);
        if (!filled.TryGet(out var outsiders, out refusal)) return refusal;
        return Result<IReadOnlyList<SamplePerson>>.Of(
        [
            new SamplePerson("partners", "Partnership desk: proposes agreements, records gifts and conduct", string.Empty, null, Subject: staff.Subject),
            .. outsiders.Select(o => new SamplePerson(o.Name, o.Title, string.Empty, null, Subject: o.Subject)),
        ]);
    }

    private async Task<Result<SampleAgency>> Agency(string name, string kind, AgencyId? there)
    {
        if (there is null)
        {
            var enrolled = await desk.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest(name, "US", kind));
            if (!enrolled.TryGet(out var made, out var wrong)) return wrong;
            there = AgencyId.FromTrusted(made.Id);
            var verified = await verifier.Post<AgencyView>($"api/v1/agencies/{made.Id}/verification", new VerifyAgencyRequest("in-person", "Visited the station; the number on the door is the printed one."));
            if (!verified.Ok) return verified.Refusal;
        }

        var officer = await desk.Post<OfficerView>($"api/v1/agencies/{there.Value.Text}/officers", new EnrolOfficerRequest("Administration", "Officer 3"));
        return officer.TryGet(out var admin, out var refusal) ? new SampleAgency(there.Value, OfficerId.FromTrusted(admin.Id), name) : refusal;
    }
}
