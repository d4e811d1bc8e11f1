using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Writ.Agencies.Officers;
using Writ.App.Seed;
using Writ.App.SignIn.ByMail;
using Writ.Base;
using Writ.Store;
using Writ.Store.Access;
using Writ.Store.People;

namespace Writ.App.SignIn.Sample;

/// <summary>
/// Links that sign a reader in as a made-up person, without a passkey. They are made anew at each start, kept in memory only,
/// and exist in a sample data folder only.
/// </summary>
internal sealed class SampleLinks(IStore store, OfficerAccess access, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> subjects = new();

    /// <summary>Address of each sample person's link, without the site's own.</summary>
    public IReadOnlyDictionary<string, string> Paths { get; private set; } = new Dictionary<string, string>();

    /// <summary>Makes the links. Who has no entry as a person yet gets one, from what their token says.</summary>
    public async Task Make(IEnumerable<SamplePerson> people)
    {
        var paths = new Dictionary<string, string>();
        _ = await access.WakeAll();
        foreach (var sample in people)
        {
            if (await Enrol(sample) is { } subject) paths[sample.Name] = For(subject);
        }

        Paths = paths;
    }

    public string For(string subject)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        subjects[HashOf(token)] = subject;
        return $"/sample/sign-in/{token}";
    }

    public string? SubjectOf(string token) => subjects.GetValueOrDefault(HashOf(token));

    // Looking up a hash tells by its time nothing about the token.
    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private async Task<string?> Enrol(SamplePerson sample)
    {
        var now = time.GetUtcNow();
        var enrolled = await store.Act<string?>(async work =>
        {
            if (sample.Account is { } text) return (await LinkUse.CustomerOf(work, AccountId.FromTrusted(text), "sample", now)).Subject;

            if (sample.Subject is { } known) return await Persons.Find(work, known) is { EndedAt: null } ? known : null;

            // Null where the token was revoked: that person is played no more.
            if (await AccessTokens.Find(work, sample.Token, now) is not { } caller) return (string?)null;
            if (await Persons.Find(work, caller.Subject) is null)
                await Persons.Enrol(work, caller.Kind, caller.Subject, caller.Agency, sample.Title, Roles.Fitting(caller), "sample", now);
            return caller.Subject;
        });
        return enrolled.Ok ? enrolled.Value : null;
    }
}
