using Microsoft.AspNetCore.Http;
using Writ.Base;
using Writ.Kit;

namespace Writ.Demands.Review.Case.Person;

/// <summary>Shows the pages of one case about its persons. Every showing is a look at the case, and written down first.</summary>
internal sealed class PersonPages(CaseDesk desk, Looks looks)
{
    /// <param name="about">Adds what the page is about; null: this case has no such thing.</param>
    public async Task<IResult> Show<TPage>(
        HttpContext http, string id, Caller caller, Func<PersonModel, PersonModel?> about, PersonTyped? typed = null, Refusal? refusal = null)
        where TPage : DeskPage
    {
        var seen = await Seen(id, caller);
        if (!seen.TryGet(out var found, out var unknown)) return DeskAnswers.Refused(unknown);
        return about(new PersonModel(found, typed ?? new PersonTyped())) is { } model
            ? await DeskAnswers.Show<TPage>(http, model, refusal)
            : DeskAnswers.Refused(DemandRefusals.Unknown);
    }

    /// <summary>The case, once it is written down that somebody looks.</summary>
    public async Task<Result<CaseModel>> Seen(string id, Caller caller)
    {
        var looked = await looks.Record(id, caller, LookedAt.Case);
        return looked.TryGet(out _, out var unseen) ? await desk.Model(id, caller, new CaseTyped()) : unseen;
    }

    /// <summary>After a form: to the case, or to the form again with what is wrong with it. What this person sent a moment ago already is done, not wrong.</summary>
    /// <param name="already">Whether the case shows just that.</param>
    public async Task<IResult> After(
        string id, Caller caller, Result<CaseNoticesView> done, string said, Func<CaseView, bool> already, Func<Refusal, Task<IResult>> again)
    {
        if (done.TryGet(out _, out var refusal)) return ToCase(id, said);
        if (refusal.Kind == RefusalKind.NotFound) return DeskAnswers.Refused(refusal);
        var twice = refusal.Kind == RefusalKind.Conflict && await desk.Model(id, caller, new CaseTyped()) is { Ok: true } now && already(now.Value.Case);
        return twice ? ToCase(id, said) : await again(refusal);
    }

    private static IResult ToCase(string id, string said) => DeskAnswers.GoTo($"/desk/demands/{id}?said={said}#person");
}
