using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Writ.Base;
using Writ.Store.People;

namespace Writ.App.SignIn.Passkeys;

/// <summary>
/// Asks the browser for a passkey and checks its answer (WebAuthn Level 3, sections 7.1 and 7.2), by Identity's handler. What
/// was asked is kept in an encrypted cookie of five minutes; all failures give the same answer.
/// </summary>
internal sealed class PasskeyChecks(SignInManager<Person> identity, TimeProvider time)
{
    // Largest answer that is looked at, in characters; a real one has two or three thousand.
    private const int MostAnswer = 16 * 1024;

    /// <summary>Options for <c>navigator.credentials.create</c>, as JSON.</summary>
    public Task<string> AskForNew(Person person) => identity.MakePasskeyCreationOptionsAsync(
        new PasskeyUserEntity { Id = person.Subject, Name = person.Title, DisplayName = person.Title });

    /// <summary>Options for <c>navigator.credentials.get</c>, as JSON. The same for everyone: who it is, the passkey says.</summary>
    public Task<string> AskForAny() => identity.MakePasskeyRequestOptionsAsync(null);

    /// <summary>The same for one who is signed in: any passkey of theirs.</summary>
    public Task<string> AskFor(Person person) => identity.MakePasskeyRequestOptionsAsync(person);

    /// <summary>A new passkey of this person, not yet stored.</summary>
    public async Task<Result<Passkey>> New(string? answer, Person person, string name)
    {
        if (string.IsNullOrEmpty(answer)) return SignInRefusals.NeedsScript;
        if (answer.Length > MostAnswer) return SignInRefusals.PasskeyRefused;
        try
        {
            var attested = await identity.PerformPasskeyAttestationAsync(answer);

            // The question was put to one person; another's open invitation must not get the answer.
            if (!attested.Succeeded || attested.UserEntity.Id != person.Subject) return SignInRefusals.PasskeyRefused;
            return Of(attested.Passkey, person, name);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or too long ago, or something else: Identity says so by throwing.
            return SignInRefusals.PasskeyRefused;
        }
    }

    /// <summary>Whose passkey it is, and the passkey as it stands after this use.</summary>
    public async Task<Result<UserPasskeyInfo>> Known(string? answer)
    {
        if (string.IsNullOrEmpty(answer)) return SignInRefusals.NeedsScript;
        if (answer.Length > MostAnswer) return SignInRefusals.PasskeyRefused;
        try
        {
            var asserted = await identity.PerformPasskeyAssertionAsync(answer);
            return asserted.Succeeded ? asserted.Passkey : SignInRefusals.PasskeyRefused;
        }
        catch (InvalidOperationException)
        {
            return SignInRefusals.PasskeyRefused;
        }
    }

    public static string CredentialId(UserPasskeyInfo info) => Base64Url.EncodeToString(info.CredentialId);

    private Passkey Of(UserPasskeyInfo info, Person person, string name) => new()
    {
        Id = IdText.New(Passkey.Prefix),
        CredentialId = CredentialId(info),
        Subject = person.Subject,
        Name = name,
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = string.Join(' ', info.Transports ?? []),
        UserVerified = info.IsUserVerified,
        BackupEligible = info.IsBackupEligible,
        BackedUp = info.IsBackedUp,
        Attestation = info.AttestationObject,
        ClientData = info.ClientDataJson,
        AddedAt = time.GetUtcNow(),
    };
}
