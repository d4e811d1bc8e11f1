using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.Sources.Accounts.Mine;

/// <param name="First">Day of the oldest record.</param>
/// <param name="Last">Day of the newest.</param>
internal sealed record HeldCategory(string Words, int Count, DateOnly First, DateOnly Last);

/// <param name="Reached">How we can write to the person, in words; what it is stays sealed.</param>
internal sealed record MyDataModel(string Service, IReadOnlyList<HeldCategory> Held, IReadOnlyList<string> Reached, int Identifiers, WriteTo WriteTo);

/// <summary>
/// What is held about one's own account: kinds, counts and days, from the tables of this room alone. Nothing here looks at demands,
/// notices or bars, so the page is the same whether or not somebody asked.
/// </summary>
internal sealed class MyData(IStore store, ContactBook contacts, WriteTo writeTo)
{
    public const string Address = "/my/data";

    /// <summary>Where a copy is asked for. The gate maps it: only the vault opens records.</summary>
    public const string Copy = Address + "/copy";

    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet(Address, async (HttpContext http, MyData use, Caller caller) => await DeskAnswers.Show<MyDataPage>(http, await use.Of(caller.Account!.Value)))
            .RequireAuthorization(Scopes.Page(Scopes.OwnRead)).WarnsOfEnd();

    private Task<MyDataModel> Of(AccountId account) => store.Look(async work =>
    {
        var db = work.Db();
        var service = (await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Id == account)).Service;
        var days = await db.Set<AccountRecord>().AsNoTracking().Where(r => r.AccountId == account).Select(r => new { r.Category, r.Day }).ToListAsync();
        var held = days.GroupBy(d => d.Category.Text).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new HeldCategory(Words(g.Key), g.Count(), g.Min(d => d.Day), g.Max(d => d.Day))).ToList();
        var contact = await contacts.Find(work, account);
        var reached = new List<string>();
        if (contact?.Mail is not null) reached.Add("your mail address");
        if (contact?.Name is not null) reached.Add("your name");
        if (contact is { Address.Count: > 0 }) reached.Add("your postal address");
        return new MyDataModel(service, held, reached, await db.Set<AccountIdentifier>().CountAsync(i => i.AccountId == account), writeTo);
    });

    private static string Words(string category) => category switch
    {
        "subscriber" => "Who holds the account: name, address, phone, mail, how you pay",
        "transaction" => "What was ordered and when, and where it was sent",
        "content" => "What you wrote to us or stored with us: messages, photos",
        "footage" => "What your cameras recorded and we hold a key to",
        "traffic" => "When and from where the account was used",
        "identification" or "access" => "The network addresses that were used",
        _ => category.Replace('-', ' '),
    };
}
