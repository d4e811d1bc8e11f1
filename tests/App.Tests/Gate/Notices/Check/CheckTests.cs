using System.Net;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;

namespace Writ.App.Tests.Gate.Notices.Check;

/// <summary>Anyone learns whether a letter is real, and nothing else.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task A_sent_letter_is_known_by_its_day_and_kind_and_nothing_of_person_or_demand()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        var told = (await house.Decided(filed.Id)).Notices[0];
        using var reader = house.Reader();

        var page = await reader.Post("/check", "/check", ("reference", told.Reference!.ToLowerInvariant().Replace('-', ' ')));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("We sent this letter", page.Body, StringComparison.Ordinal);
        Assert.Contains("Tuesday 10 March 2026", page.Body, StringComparison.Ordinal);
        Assert.Contains("until when one can object", page.Body, StringComparison.Ordinal);
        foreach (var secret in (string[])[house.Server.Customers[0].Email, "Sample customer", "Agency of", "warrant", "subscriber", filed.Id, told.Id, told.Account])
            Assert.DoesNotContain(secret, page.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unknown_mistyped_hostile_and_waiting_get_the_same_answer_to_the_letter()
    {
        await using var house = await NoticeHouse.Open();
        house.Post.Says = _ => Writ.Store.Mail.MailRefusals.Deferred;
        var filed = await house.File();
        await house.Decide(filed.Id, Verbs.ReviewVerbs.ByLaw(await house.Case(filed.Id)));
        var waiting = (await house.Case(filed.Id)).Notices[0].Reference!;
        using var reader = house.Reader();
        var unknown = await reader.Post("/check", "/check", ("reference", "7K3Q-9M2T-X4WB-6HNC"));
        Assert.Contains("We have not sent a letter with this reference.", unknown.Body, StringComparison.Ordinal);

        foreach (var typed in (string[])[waiting, "x", "<script>alert(1)</script>", "' OR 1=1 --", "\u202Egnp", new string('7', 10_000), "🐈", "none"])
        {
            var answer = await reader.Post("/check", "/check", ("reference", typed));
            Assert.Equal((unknown.Status, unknown.Body), (answer.Status, answer.Body));
        }
    }

    [Fact]
    public async Task Who_watches_the_site_may_ask_for_headers_alone_of_what_anybody_may_read()
    {
        await using var house = await NoticeHouse.Open();
        foreach (var (path, status) in (IEnumerable<(string, HttpStatusCode)>)[("check", HttpStatusCode.OK), ("sign-in", HttpStatusCode.OK), ("officer/drafts", HttpStatusCode.NotFound)])
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = await house.Server.Http.SendAsync(head);
            Assert.Equal((path, status, 0L), (path, answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).LongLength));
        }
    }

    [Fact]
    public async Task Nothing_typed_is_a_fault_beside_the_field()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        var page = await reader.Post("/check", "/check", ("reference", " "));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Type the reference from the letter", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_guesses_is_stopped_before_long_and_told_nothing()
    {
        await using var house = await NoticeHouse.Open();
        var filed = await house.File();
        var told = (await house.Decided(filed.Id)).Notices[0];
        using var reader = house.Reader();
        var token = (await reader.Get("/check")).Token;

        // So many in a minute; on a slow machine another minute may begin in between.
        var answered = 0;
        Page real, guess;
        do
        {
            while ((guess = await reader.Send("/check", [("reference", $"guess {answered}")], token)).Status == HttpStatusCode.OK) Assert.True(++answered < 1_000);
            real = await reader.Send("/check", [("reference", told.Reference!)], token);
        }
        while (real.Status == HttpStatusCode.OK);

        Assert.True(answered >= 40, $"{answered}");
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (real.Status, guess.Status));
        Assert.Equal(guess.Body, real.Body);
    }

    [Fact]
    public async Task A_form_of_another_site_and_a_reference_in_the_address_are_nothing()
    {
        await using var house = await NoticeHouse.Open();
        using var reader = house.Reader();
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.Send("/check", [("reference", "7K3Q-9M2T-X4WB-6HNC")], null)).Status);
        Assert.DoesNotContain("7K3Q-9M2T-X4WB-6HNX", (await reader.Get("/check?reference=7K3Q-9M2T-X4WB-6HNX")).Body, StringComparison.Ordinal);
    }
}
