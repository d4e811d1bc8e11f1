using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Writ.App.Data;
using Writ.App.SignIn;
using Writ.App.SignIn.Provider;
using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.SignIn;

/// <summary>Staff who sign in at the company's own provider.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task An_invited_member_of_staff_takes_the_invitation_up_there_and_comes_back_the_same_way()
    {
        await using var house = await House.Open();
        using var reader = new Reader(house.Server);
        var link = new Uri((await house.Server.InviteStaff()).Link).AbsolutePath;
        Assert.Contains("Go on with Work account", (await reader.Get(link)).Body, StringComparison.Ordinal);
        Assert.Equal("/home", (await Go(reader, $"/sign-in/provider?invitation={link.Split('/')[^1]}")).Location);
        Assert.Contains("The company’s sign-in", (await reader.Get("/account")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(link)).Status);

        using var elsewhere = new Reader(house.Server);
        Assert.Contains("Sign in with Work account", (await elsewhere.Get("/sign-in")).Body, StringComparison.Ordinal);
        Assert.Equal("/account/devices", (await Go(elsewhere, "/sign-in/provider?to=%2Faccount%2Fdevices")).Location);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Get("/desk")).Status);
        using var away = new Reader(house.Server);
        Assert.Equal("/home", (await Go(away, "/sign-in/provider?to=https%3A%2F%2Fexample.org")).Location);
    }

    [Fact]
    public async Task Whom_nobody_invited_is_not_let_in_and_whose_access_ended_neither()
    {
        await using var house = await House.Open();
        using var reader = new Reader(house.Server);
        Assert.Equal(HttpStatusCode.Forbidden, (await Go(reader, "/sign-in/provider")).Status);
        var invited = await house.Server.InviteStaff();
        var token = invited.Link.Split('/')[^1];
        Assert.Equal("/home", (await Go(reader, $"/sign-in/provider?invitation={token}")).Location);

        house.Provider.Subject = "employee-18";
        using var other = new Reader(house.Server);
        Assert.Equal(HttpStatusCode.NotFound, (await Go(other, $"/sign-in/provider?invitation={token}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Go(other, "/sign-in/provider")).Status);

        house.Provider.Subject = "employee-17";
        Assert.True((await house.Server.Everything.Post<App.SignIn.Invite.EndedView>($"api/v1/staff/{invited.Subject}/ending")).Ok);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/account")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Go(reader, "/sign-in/provider")).Status);
    }

    [Fact]
    public async Task One_account_there_is_one_person_here_and_an_officer_is_none()
    {
        await using var house = await House.Open();
        using var reader = new Reader(house.Server);
        Assert.Equal("/home", (await Go(reader, $"/sign-in/provider?invitation={(await house.Server.InviteStaff()).Link.Split('/')[^1]}")).Location);
        var second = (await house.Server.InviteStaff("approver", "Approver")).Link.Split('/')[^1];
        Assert.Equal(HttpStatusCode.Conflict, (await Go(reader, $"/sign-in/provider?invitation={second}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await reader.Get($"/invitation/{second}")).Status);
        var officer = (await house.Server.InviteOfficer()).Link.Split('/')[^1];
        house.Provider.Subject = "employee-19";
        Assert.Equal(HttpStatusCode.NotFound, (await Go(reader, $"/sign-in/provider?invitation={officer}")).Status);
        Assert.DoesNotContain("Go on with", (await reader.Get($"/invitation/{officer}")).Body, StringComparison.Ordinal);
    }

    public static TheoryData<string> Bent => ["issuer", "audience", "two audiences", "nonce", "expired", "not yet", "no expiry", "foreign key", "unsigned", "keyed with the public key", "no subject", "empty"];

    [Theory]
    [MemberData(nameof(Bent))]
    public async Task A_token_that_does_not_hold_signs_nobody_in(string how)
    {
        await using var house = await House.Open();
        var provider = house.Provider;
        using var reader = new Reader(house.Server);
        Assert.Equal("/home", (await Go(reader, $"/sign-in/provider?invitation={(await house.Server.InviteStaff()).Link.Split('/')[^1]}")).Location);
        await reader.Post("/account", "/sign-out");

        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var published = provider.Key;
        provider.Bend = how switch
        {
            "issuer" => token => token.Issuer = "https://other.example.org",
            "audience" => token => token.Audience = "another-site",
            "two audiences" => token => { token.Audience = null; token.Claims["aud"] = new[] { CompanyProvider.ClientId, "another-site" }; },
            "nonce" => token => token.Claims["nonce"] = "another",
            "expired" => token => (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddHours(-2), token.NotBefore.Value.AddHours(-1)),
            "not yet" => token => (token.NotBefore, token.Expires) = (token.NotBefore!.Value.AddHours(1), token.NotBefore.Value.AddHours(2)),
            "no expiry" => token => token.Expires = null,
            "no subject" => token => token.Claims.Remove("sub"),
            "unsigned" => token => token.SigningCredentials = null,
            "keyed with the public key" => token => token.SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(published.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = published.KeyId }, SecurityAlgorithms.HmacSha256),
            _ => _ => { },
        };
        if (how == "foreign key") (provider.Key, provider.Published) = (CompanyProvider.NewKey(published.KeyId), published);
        if (how == "empty") provider.Write = _ => string.Empty;
        else provider.Write = handler.CreateToken;

        Assert.Equal(HttpStatusCode.Unauthorized, (await Go(reader, "/sign-in/provider")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/account")).Status);

        (provider.Bend, provider.Write, provider.Key, provider.Published) = (_ => { }, null, published, null);
        Assert.Equal("/home", (await Go(reader, "/sign-in/provider")).Location);
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_fetched_when_a_token_names_it()
    {
        await using var house = await House.Open();
        using var reader = new Reader(house.Server);
        Assert.Equal("/home", (await Go(reader, $"/sign-in/provider?invitation={(await house.Server.InviteStaff()).Link.Split('/')[^1]}")).Location);
        house.Provider.Key = CompanyProvider.NewKey("second");
        house.Server.Time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal("/home", (await Go(reader, "/sign-in/provider")).Location);
    }

    [Fact]
    public async Task An_answer_that_was_not_begun_in_this_browser_or_comes_twice_is_refused()
    {
        await using var house = await House.Open();
        using var reader = new Reader(house.Server);
        using var victim = new Reader(house.Server);
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var begun = await reader.Get("/sign-in/provider");
        using var answer = await provider.GetAsync(begun.Location);
        var back = answer.Headers.Location!.PathAndQuery;
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.Get(back)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.Get(back)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Get(back)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.Get("/sign-in/provider/done")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.Get("/sign-in/provider/return?error=access_denied&state=x")).Status);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_button_and_no_such_address()
    {
        await using var server = await WritServer.Start();
        using var reader = new Reader(server);
        Assert.DoesNotContain("provider", (await reader.Get("/sign-in")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get("/sign-in/provider")).Status);
    }

    [Fact]
    public async Task Discovery_takes_nothing_that_calls_itself_otherwise_or_cannot_be_trusted()
    {
        await using var provider = await CompanyProvider.Start(TimeProvider.System);
        using var http = ProviderClient.New();
        Task<Base.Result<ProviderFile>> Ask(string issuer) => ProviderFile.Discover(http, "Work", issuer, "id", "secret");
        Assert.Equal(provider.Issuer + "/keys", (await Ask(provider.Issuer)).Value.JwksUri);
        Assert.Equal(SignInRefusals.ProviderWrong, (await Ask(provider.Issuer + "/")).Refusal);
        Assert.Equal(SignInRefusals.ProviderAddress, (await Ask("http://example.org")).Refusal);
        Assert.Equal(SignInRefusals.ProviderAddress, (await Ask("ftp://localhost")).Refusal);
        Assert.Equal(SignInRefusals.ProviderUnreachable, (await Ask("http://localhost:1")).Refusal);
        provider.OtherName = "https://login.example.org";
        Assert.Equal(SignInRefusals.ProviderWrong, (await Ask(provider.Issuer)).Refusal);
    }

    /// <summary>Follows the way to the provider and back, until this site answers with something else than a way through itself.</summary>
    private static async Task<Page> Go(Reader reader, string path)
    {
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var begun = await reader.Get(path);
        using var answer = await provider.GetAsync(begun.Location);
        var returned = await reader.Get(answer.Headers.Location!.PathAndQuery);
        return returned.Location == "/sign-in/provider/done" ? await reader.Get(returned.Location) : returned;
    }

    private sealed class House : IAsyncDisposable
    {
        public required WritServer Server { get; init; }

        public required CompanyProvider Provider { get; init; }

        private string Root { get; init; } = string.Empty;

        public static async Task<House> Open()
        {
            var root = Directory.CreateTempSubdirectory("writ-provider-").FullName;

            // From now: the handler's cookies have an end, and the reader's clock is the machine's.
            var time = new ManualTime(TimeProvider.System.GetUtcNow());
            var provider = await CompanyProvider.Start(time);
            var folder = DataFolder.Make(root, "Sample Company", FolderKind.Sample);
            using var http = ProviderClient.New();
            var found = (await ProviderFile.Discover(http, "Work account", provider.Issuer, CompanyProvider.ClientId, CompanyProvider.Secret)).Value;
            Durable.Replace(folder.ProviderFile, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(found));
            return new House { Server = await WritServer.Start(root: root, time: time, made: false), Provider = provider, Root = root };
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Provider.DisposeAsync();
            Leftovers.Delete(Root);
        }
    }
}
