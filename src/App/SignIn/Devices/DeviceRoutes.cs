using Writ.Kit;
using Writ.App.SignIn.Pages;
using Writ.App.SignIn.Passkeys;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Devices;

/// <param name="Fresh">False: a device can be added only after signing in once more.</param>
/// <param name="Using">Id of the passkey that this session began with.</param>
/// <param name="Signing">Ids of those that sign what the person decides.</param>
internal sealed record DevicesModel(IReadOnlyList<Passkey> Devices, string? Using, bool Fresh, DeviceForm Form, IReadOnlySet<string> Signing);

/// <param name="Last">True: without it the person cannot sign in.</param>
/// <param name="Present">True: this session began with it.</param>
/// <param name="Signs">True: it signs what the person decides.</param>
internal sealed record DeviceModel(Passkey Device, bool Last, bool Present, DeviceForm Form, bool Signs);

/// <summary><c>/account/devices</c>: what one signs in with.</summary>
internal static class DeviceRoutes
{
    public const string List = "/account/devices";

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(List, (HttpContext http, DeviceUse use) => Page(http, use, DeviceForm.Empty)).RequireAuthorization(Scopes.AnyPage).LoadsScript();
        pages.MapPost($"{List}/options", async (HttpContext http, DeviceUse use, PasskeyChecks checks) => use.Fresh(Visit.Required(http))
                ? Results.Text(await checks.AskForNew(Visit.Required(http).Person), "application/json")
                : DeskAnswers.Refused(SignInRefusals.ConfirmFirst))
            .RequireAuthorization(Scopes.AnyPage).AskedByScript().RequireRateLimiting(Attempts.Policy);
        pages.MapPost(List, async (HttpContext http, DeviceUse use) =>
        {
            var form = await DeviceForm.Read(http);
            var added = form.Wrong ?? (await use.Add(Visit.Required(http), form)).Refusal;
            return added is null ? Said(Notice.DeviceAdded) : await Page(http, use, form with { Wrong = added });
        }).RequireAuthorization(Scopes.AnyPage).LoadsScript().RequireRateLimiting(Attempts.Policy);
        pages.MapGet(List + "/{id}", (HttpContext http, string id, DeviceUse use) => One(http, id, use, DeviceForm.Empty)).RequireAuthorization(Scopes.AnyPage);
        pages.MapPost(List + "/{id}/name", async (HttpContext http, string id, DeviceUse use) =>
        {
            var form = await DeviceForm.Read(http);
            if (form.Wrong is not null) return await One(http, id, use, form);
            return (await use.Rename(Visit.Required(http), id, form.Name)).Refusal is { } refusal ? DeskAnswers.Refused(refusal) : Said(Notice.DeviceRenamed);
        }).RequireAuthorization(Scopes.AnyPage);
        pages.MapPost(List + "/{id}/revocation", async (HttpContext http, string id, DeviceUse use) =>
        {
            if ((await use.Revoke(Visit.Required(http), id)).Refusal is { } refusal) return DeskAnswers.Refused(refusal);

            // If it was the one this session began with, the next page says that the session ended.
            return Said(Notice.DeviceRevoked);
        }).RequireAuthorization(Scopes.AnyPage);
    }

    private static IResult Said(Notice notice) => DeskAnswers.GoTo($"{List}?said={Notices.Word(notice)}");

    private static async Task<IResult> Page(HttpContext http, DeviceUse use, DeviceForm form)
    {
        var visit = Visit.Required(http);
        return await PageAnswers.Show<DevicesPage>(
            http, new DevicesModel(await use.Of(visit), visit.Session.PasskeyId, use.Fresh(visit), form, await use.Signing(visit)), form.Status);
    }

    private static async Task<IResult> One(HttpContext http, string id, DeviceUse use, DeviceForm form)
    {
        var visit = Visit.Required(http);
        var devices = await use.Of(visit);
        if (devices.SingleOrDefault(d => d.Id == id) is not { } device) return DeskAnswers.Refused(SignInRefusals.NoSuchDevice);
        return await PageAnswers.Show<DevicePage>(
            http, new DeviceModel(device, devices.Count == 1, visit.Session.PasskeyId == id, form, (await use.Signing(visit)).Contains(id)), form.Status);
    }
}
