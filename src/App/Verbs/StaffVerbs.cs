using System.CommandLine;
using Writ.Agencies;
using Writ.Agencies.Officers;
using Writ.App.Data;
using Writ.App.SignIn;
using Writ.App.SignIn.Invite;
using Writ.App.SignIn.Provider;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;
using Writ.Store;

namespace Writ.App.Verbs;

/// <summary>The operator invites the first members of staff, and ends any, without asking the server: before the first there is nobody to ask.</summary>
internal static class StaffVerbs
{
    private const string Operator = "operator";

    public static Command Invite()
    {
        var title = new Option<string?>("--title") { Description = "Role and unit of a new person, for instance \"Reviewer, response team\"" };
        var roles = new Option<string[]>("--role") { AllowMultipleArgumentsPerToken = true, Description = string.Join(", ", Roles.OfStaff) };
        var person = new Option<string?>("--person") { Description = "stf_... of somebody who is known already and needs a new device" };
        var address = new Option<string>("--address")
        {
            Description = "Where they find the site (or WRIT_ADDRESS)",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_ADDRESS") ?? "http://localhost:8080",
        };
        var command = new Command("invite", "Make a one-time link with which a member of staff registers a passkey; shown once") { title, roles, person, address, Common.Data };
        command.SetAction(parse => With(parse, parse.GetValue(address)!, use =>
            use.Staff(new InviteStaffRequest(parse.GetValue(title), parse.GetValue(roles), parse.GetValue(person)), Operator)));
        return command;
    }

    public static Command End()
    {
        var person = new Option<string>("--person") { Required = true, Description = "stf_..." };
        var command = new Command("end", "End a member of staff's access: sessions, devices, links and tokens") { person, Common.Data };
        command.SetAction(parse => With(parse, "http://localhost", use => use.End(parse.GetValue(person)!, CallerKind.Staff, Operator)));
        return command;
    }

    /// <summary>Who may sign when a vault has to give keys without the log. The key itself stays with them.</summary>
    public static Command BreakGlass()
    {
        var person = new Option<string>("--person") { Required = true, Description = "stf_..." };
        var key = new Option<string?>("--public-key") { Description = "As writ key new printed it" };
        var remove = new Option<bool>("--remove") { Description = "Remove them from all roles in the record" };
        var command = new Command("break-glass", "Enter in the record who may sign for break-glass, and with which key") { person, key, remove, Common.Data };
        command.SetAction(async parse =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            if (!StaffId.TryParse(parse.GetValue(person), out var staff)) return Common.Fail(SignInRefusals.NoSuchPerson);
            var folder = DataFolder.Open(root);
            await using var services = Rooms(folder);
            var (store, now) = (services.GetRequiredService<IStore>(), TimeProvider.System.GetUtcNow());
            if (parse.GetValue(remove))
                return Common.Show(await store.Act<object>(async work => new { person = staff.Text, facts = await ApproverBook.Remove(work, staff.Text, StaffApprovers.Ended, now) }));
            if (!Given(parse.GetValue(key)).TryGet(out var made, out var wrong)) return Common.Fail(wrong);
            return Common.Show(await store.Act<object>(async work => new
            {
                person = staff.Text, key = made.Thumbprint, entered = await ApproverBook.Enrol(work, staff.Text, ApproverRoles.BreakGlass, now, made.Thumbprint),
            }));
        });
        return command;
    }

    /// <summary>With which key of their own somebody signs what they decide. A passkey is entered by its owner, on the page of their devices.</summary>
    public static Command Signing()
    {
        var person = new Option<string>("--person") { Required = true, Description = "stf_..." };
        var role = new Option<string>("--role") { Required = true, Description = "reviewer or approver" };
        var key = new Option<string?>("--public-key") { Description = "As writ key new printed it" };
        var stop = new Option<bool>("--stop") { Description = "They sign nothing from now on" };
        role.Validators.Add(given =>
        {
            if (given.GetValue(role) is not (ApproverRoles.Reviewer or ApproverRoles.Approver)) given.AddError("Give --role reviewer or approver.");
        });
        var command = new Command("signing", "Enter in the record with which key a reviewer or approver signs what they decide") { person, role, key, stop, Common.Data };
        command.SetAction(async parse =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            if (!StaffId.TryParse(parse.GetValue(person), out var staff)) return Common.Fail(SignInRefusals.NoSuchPerson);
            var thumbprint = ApproverBook.NoKey;
            if (!parse.GetValue(stop))
            {
                if (!Given(parse.GetValue(key)).TryGet(out var made, out var wrong)) return Common.Fail(wrong);
                thumbprint = made.Thumbprint;
            }

            await using var services = Rooms(DataFolder.Open(root));
            var (store, now) = (services.GetRequiredService<IStore>(), TimeProvider.System.GetUtcNow());
            return Common.Show(await store.Act<object>(async work =>
            {
                // Nobody gets a role by a key: who signs has to stand in the record for it.
                if (await ApproverBook.KeyOf(work, staff.Text, parse.GetValue(role)!) is null) return SignInRefusals.NoSuchPerson;
                return new { person = staff.Text, role = parse.GetValue(role), key = thumbprint, entered = await ApproverBook.Enrol(work, staff.Text, parse.GetValue(role)!, now, thumbprint) };
            }));
        });
        return command;
    }

    private static Result<PublicKey> Given(string? base64)
    {
        var bytes = new byte[256];
        if (!Convert.TryFromBase64String(base64 ?? string.Empty, bytes, out var length)) length = 0;
        return PublicKey.Parse(bytes.AsSpan(0, length));
    }

    private static ServiceProvider Rooms(DataFolder folder) =>
        new ServiceCollection().AddStore(folder.Database, folder.Blobs).AddApprovers().AddSingleton<AgencyRegister>().BuildServiceProvider();

    public static Command Provider()
    {
        var issuer = new Option<string>("--issuer") { Required = true, Description = "https address by which the provider calls itself" };
        var client = new Option<string>("--client-id") { Required = true, Description = "As the provider knows this site" };
        var secret = new Option<FileInfo>("--client-secret-file") { Required = true, Description = "File with the client's secret and nothing else" };
        var name = new Option<string>("--name") { Description = "As the button says it", DefaultValueFactory = _ => "the company’s sign-in" };
        var command = new Command("provider", "Let staff sign in at the company's own OpenID Connect provider; holds from the next start") { issuer, client, secret, name, Common.Data };
        command.SetAction(async parse =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            var secretFile = parse.GetValue(secret)!;
            if (!secretFile.Exists) return Common.Fail(SignInRefusals.ProviderSecret);
            using var http = ProviderClient.New();
            var found = await ProviderFile.Discover(
                http, parse.GetValue(name)!, parse.GetValue(issuer)!, parse.GetValue(client)!, (await File.ReadAllTextAsync(secretFile.FullName)).Trim());
            if (!found.TryGet(out var provider, out var refusal)) return Common.Fail(refusal);
            Durable.Replace(DataFolder.Open(root).ProviderFile, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(provider));
            Console.WriteLine($"Staff can sign in at {provider.Issuer} from the next start on. Its return address for this site is ADDRESS/sign-in/provider/return.");
            return 0;
        });
        return command;
    }

    private static async Task<int> With<T>(ParseResult parse, string address, Func<InviteUse, Task<Result<T>>> act)
    {
        var root = parse.GetValue(Common.Data)!;
        if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
        var folder = DataFolder.Open(root);
        await using var services = Rooms(folder);
        var use = new InviteUse(
            services.GetRequiredService<IStore>(), TimeProvider.System, services.GetRequiredService<AgencyRegister>(),
            new PublicAddress(address, services), SignInTimes.Usual, services.GetRequiredService<OfficerAccess>(), services.GetRequiredService<OfficerLimits>());
        return Common.Show(await act(use));
    }
}
