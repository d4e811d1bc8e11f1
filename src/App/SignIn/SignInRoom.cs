using Writ.Kit;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Writ.App.Data;
using Writ.App.Seed;
using Writ.App.SignIn.Account;
using Writ.App.SignIn.ByMail;
using Writ.App.SignIn.Devices;
using Writ.App.SignIn.Enter;
using Writ.App.SignIn.Invite;
using Writ.App.SignIn.Leave;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Provider;
using Writ.App.SignIn.Sample;
using Writ.App.SignIn.Session;
using Writ.App.SignIn.Signing;
using Writ.Store.Jobs;
using Writ.Store.People;

namespace Writ.App.SignIn;

/// <summary>How people sign in: passkeys, invitations, sessions, and the pages for them.</summary>
internal static class SignInRoom
{
    /// <param name="address">Where people find the site; null: http://localhost:PORT.</param>
    public static IServiceCollection AddSignIn(this IServiceCollection services, DataFolder folder, string? address)
    {
        var provider = ProviderFile.Read(folder.ProviderFile);
        var where = new PublicAddress(address, NoServices.Instance);
        services
            .AddSingleton(provider => new PublicAddress(address, provider))
            .AddSingleton(SignInTimes.Usual)
            .AddSingleton<KeptForms>()
            .AddSingleton<SessionCookie>()
            .AddSingleton<ScopesOfPerson>(_ => person => Roles.CallerOf(person).Scopes)
            .AddSingleton<StaffNames>()
            .AddSingleton<SampleLinks>()
            .AddSingleton<IDeskHost, DeskHost>()
            .AddScripts(PasskeyScript.Module)
            .AddScoped<PasskeyChecks>()
            .AddScoped<DeviceUse>()
            .AddScoped<SigningUse>()
            .AddScoped<InviteUse>()
            .AddSingleton(new AskKey(folder.MadeSecret("people")))
            .AddSingleton<AskCookie>()
            .AddSingleton<LinkUse>()
            .AddSingleton<IJobHandler, SendLinks>();
        services.AddIdentityCore<Person>().AddUserStore<PersonStore>().AddSignInManager();
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((options, site) =>
        {
            options.ServerDomain = site.Host;
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == site.Origin);
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";
        });
        services.AddDataProtection().SetApplicationName("writ").PersistKeysToFileSystem(folder.SessionKeys);
        services.AddAntiforgery(options => Harden(options.Cookie, where, "writ-forms", SameSiteMode.Strict));
        services.AddRateLimiter(Attempts.Limit);
        services.AddAuthentication()
            .AddCookie(SessionCookie.SchemeName, options =>
            {
                Harden(options.Cookie, where, "writ-session", SameSiteMode.Lax);

                // The store decides when a session ends; the cookie stays readable longer, so that a form sent too late is known as whose.
                options.ExpireTimeSpan = SignInTimes.Usual.Longest * 2;
                options.SlidingExpiration = false;
                options.EventsType = typeof(SessionCookie);
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                // Identity keeps under this name what it asked a passkey to sign.
                Harden(options.Cookie, where, "writ-passkey", SameSiteMode.Strict);
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            });
        services.AddSingleton(new ProviderButton(provider?.Name));
        if (provider is not null) ProviderSignIn.Add(services, provider, ProviderClient.New(), (cookie, name) => Harden(cookie, where, name, SameSiteMode.Lax));
        return services;
    }

    public static void MapSignIn(this IEndpointRouteBuilder pages, FolderKind kind)
    {
        EnterRoutes.Map(pages);
        MailEnterRoutes.Map(pages);
        InvitationRoutes.Map(pages);
        OfficerInvitation.Map(pages);
        LetIn.Map(pages);
        OutsideInvitation.Map(pages);
        AccountRoutes.Map(pages);
        DeviceRoutes.Map(pages);
        SigningRoutes.Map(pages);
        LeaveRoutes.Map(pages);
        if (pages.ServiceProvider.GetRequiredService<ProviderButton>().Name is not null) ProviderSignIn.Map(pages);
        if (kind == FolderKind.Sample) SampleRoutes.Map(pages);
    }

    /// <summary>
    /// Behind a proxy that speaks TLS: requests count as https, and come from whom the proxy says. Only this machine can
    /// connect, so nobody but the proxy says it.
    /// </summary>
    public static void UseProxy(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<PublicAddress>();
        if (site.Direct) return;
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 });
        app.Use((http, next) =>
        {
            if (site.Https) http.Request.Scheme = Uri.UriSchemeHttps;
            return next(http);
        });
    }

    /// <summary>What is made anew at each start.</summary>
    public static Task StartSignIn(this IServiceProvider services, DataFolder folder) => folder.Company.Kind == FolderKind.Sample
        ? services.GetRequiredService<SampleLinks>().Make(SamplePersons.Read(folder.SampleFile))
        : Task.CompletedTask;

    private static void Harden(CookieBuilder cookie, PublicAddress where, string name, SameSiteMode sameSite)
    {
        cookie.Name = where.CookieName(name);
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.Path = "/";
        cookie.SecurePolicy = where.Https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.IsEssential = true;
    }

    // Names and schemes of cookies are known before there is a server to ask for its port.
    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
