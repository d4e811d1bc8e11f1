using System.CommandLine;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.App.Data;
using Writ.App.SignIn.Invite;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Gate.Approvers;
using Writ.Store;
using Writ.Store.Access;

namespace Writ.App.Verbs;

/// <summary>Agencies, officers, keys, reports, and the operator's own tokens for staff.</summary>
internal static class DeskVerbs
{
    private static readonly Argument<string> Id = new("id");

    public static IEnumerable<Command> Build() => [Agency(), Key(), Report(), Staff()];

    private static Command Agency()
    {
        var name = new Option<string>("--name") { Required = true };
        var country = new Option<string>("--country") { Required = true, Description = "Two capital letters (ISO 3166-1)" };
        var kind = new Option<string>("--kind") { Required = true, Description = "police, fire, rescue, prosecutor, court, agency, legislature" };
        var how = new Option<string>("--how") { Required = true, Description = "call-back, in-person, registered-post or official-register" };
        var evidence = new Option<string>("--evidence") { Required = true, Description = "What was done, and where the number came from" };
        var title = new Option<string>("--title") { Required = true, Description = "Role and unit" };
        var badge = new Option<string?>("--badge") { Description = "Name or badge, as the agency writes it; colleagues see it" };
        var reason = new Option<string>("--reason") { Required = true, Description = "Published in the record" };
        return Common.Group(
            "agency",
            "Enrol and verify agencies and officers",
            Common.Client("list", "All agencies", async (_, api) => Common.Show(await api.Get<AgencyView[]>("api/v1/agencies"))),
            Common.Client("enrol", "Enrol an agency", async (p, api) => Common.Show(await api.Post<AgencyView>("api/v1/agencies", new EnrolAgencyRequest(p.GetValue(name)!, p.GetValue(country)!, p.GetValue(kind)!))), name, country, kind),
            Common.Client("verify", "Verify an agency, with evidence", async (p, api) => Common.Show(await api.Post<AgencyView>($"api/v1/agencies/{p.GetValue(Id)}/verification", new VerifyAgencyRequest(p.GetValue(how)!, p.GetValue(evidence)!))), Id, how, evidence),
            Common.Client("suspend", "Suspend an agency, publicly", async (p, api) => Common.Show(await api.Post<AgencyView>($"api/v1/agencies/{p.GetValue(Id)}/suspension", new SuspendAgencyRequest(p.GetValue(reason)!))), Id, reason),
            Common.Client("officer", "Enrol an officer of an agency", async (p, api) => Common.Show(await api.Post<OfficerView>($"api/v1/agencies/{p.GetValue(Id)}/officers", new EnrolOfficerRequest(p.GetValue(title)!, p.GetValue(badge)))), Id, title, badge),
            Common.Client("token", "Issue an officer's token; shown once", async (p, api) => Common.Show(await api.Post<TokenView>($"api/v1/officers/{p.GetValue(Id)}/tokens", new IssueTokenRequest(null))), Id),
            Common.Client("revoke-tokens", "End every token of an officer", async (p, api) => Common.Show(await api.Post<RevokedView>($"api/v1/officers/{p.GetValue(Id)}/tokens/revocation")), Id),
            Common.Client("invite", "Make a one-time link with which an officer registers a passkey; shown once", async (p, api) => Common.Show(await api.Post<InvitationView>($"api/v1/officers/{p.GetValue(Id)}/invitations")), Id),
            Common.Client("end", "End an officer's access: sessions, devices, links and tokens", async (p, api) => Common.Show(await api.Post<EndedView>($"api/v1/officers/{p.GetValue(Id)}/ending")), Id));
    }

    private static Command Key()
    {
        var file = new Option<string>("--out") { Required = true, Description = "File for the private key (PEM); only you can read it" };
        var make = new Command("new", "Make a P-256 key and print its public half") { file };
        make.SetAction(parse =>
        {
            var path = parse.GetValue(file)!;
            if (File.Exists(path)) return Common.Fail(new Refusal("client-file-exists", "That file exists already; a key is never written over."));
            using var key = PrivateKey.Generate();
            WriteOwnerOnly(path, key.ExportPem());
            Console.WriteLine(Convert.ToBase64String(key.Public.Spki));
            return 0;
        });
        var spki = new Argument<string>("public-key") { Description = "What writ key new printed" };
        var reason = new Option<string>("--reason") { Required = true, Description = "Published in the record" };
        return Common.Group(
            "key",
            "Your keys, as an officer, or as one who signs for break-glass",
            make,
            GlassVerb.Build(),
            DecisionVerb.Build(),
            Common.Client("register", "Register a public key", async (p, api) => Common.Show(await api.Post<KeyView>("api/v1/keys", new RegisterKeyRequest(p.GetValue(spki)!))), spki),
            Common.Client("list", "Your keys", async (_, api) => Common.Show(await api.Get<KeyView[]>("api/v1/keys"))),
            Common.Client("revoke", "Revoke a key", async (p, api) => Common.Show(await api.Post<KeyView>($"api/v1/keys/{p.GetValue(Id)}/revocation", new RevokeKeyRequest(p.GetValue(reason)!))), Id, reason));
    }

    private static Command Report()
    {
        var period = new Argument<string>("period") { Description = "2026, 2026-h2, 2026-q3, 2026-07 or 2026-01-01--2026-05-31" };
        return Common.Group(
            "report",
            "Publish reports",
            Common.Client("publish", "Publish a report, or a further version of it", async (p, api) => Common.Show(await api.Post<PublishedView>($"api/v1/reports/{p.GetValue(period)}")), period));
    }

    private static Command Staff()
    {
        var scopes = new Option<string[]>("--scope") { AllowMultipleArgumentsPerToken = true, Description = string.Join(", ", Scopes.OfStaff) };
        var person = new Option<string?>("--person") { Description = "stf_... of somebody who has a token already; without it a new person" };
        var revoke = new Option<bool>("--revoke") { Description = "End every token of --person" };
        var command = new Command("staff", "Issue or end tokens of staff, or invite them to sign in, on the machine that holds the data folder")
        {
            scopes, person, revoke, Common.Data, StaffVerbs.Invite(), StaffVerbs.End(), StaffVerbs.Provider(), StaffVerbs.BreakGlass(), StaffVerbs.Signing(),
        };
        command.SetAction(async parse =>
        {
            if (!DataFolder.IsMade(parse.GetValue(Common.Data)!)) return Common.Fail(Serve.ServeVerb.NoFolder);
            var named = parse.GetValue(person);
            var wanted = parse.GetValue(scopes) ?? [];
            if (named is not null && !StaffId.TryParse(named, out _)) return Common.Fail(NoPerson);
            if (parse.GetValue(revoke) ? named is null : wanted.Length == 0) return Common.Fail(parse.GetValue(revoke) ? NoPerson : NoScope);
            if (!wanted.All(Scopes.OfStaff.Contains)) return Common.Fail(NoScope);
            var folder = DataFolder.Open(parse.GetValue(Common.Data)!);
            await using var services = new ServiceCollection().AddStore(folder.Database, folder.Blobs).AddApprovers().BuildServiceProvider();
            var store = services.GetRequiredService<IStore>();
            var now = TimeProvider.System.GetUtcNow();
            if (parse.GetValue(revoke))
                return Common.Show((await store.Act<int>(async work => await AccessTokens.Revoke(work, named!, now))).Map(n => new RevokedView(named!, n)));
            var id = named ?? StaffId.New().Text;
            var issued = await store.Act<string>(async work =>
            {
                await StaffApprovers.Enrol(work, id, StaffApprovers.RolesOf(wanted), now);
                return AccessTokens.Issue(work, CallerKind.Staff, id, null, wanted, now, now.AddDays(90));
            });
            return Common.Show(issued.Map(token => new { staff = id, token, scopes = wanted, expiresAt = now.AddDays(90) }));
        });
        return command;
    }

    private static Refusal NoPerson => new("client-no-such-staff", "Name a member of staff by id: --person stf_...");

    private static Refusal NoScope => new("client-scope", $"Give --scope one or more of: {string.Join(", ", Scopes.OfStaff)}.");

    internal static void WriteOwnerOnly(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
