using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.SignIn.Passkeys;

/// <summary>
/// What Identity's passkey handler looks up while it checks an answer. It only reads: persons are made by invitation, and a
/// passkey is written in the same act as the invitation's end or the session's beginning.
/// </summary>
internal sealed class PersonStore(IStore store) : IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Subject);

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Title);

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Subject);

    /// <summary>Whose access was ended is not found.</summary>
    public async Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await store.Look(work => Persons.Find(work, userId), cancellationToken) is { EndedAt: null } person ? person : null;

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByIdAsync(normalizedUserName, cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await store.Look(work => Store.People.Passkeys.Of(work, user.Subject), cancellationToken)).Select(Info)];

    /// <summary>Finds the owner of a revoked one too, so that nobody else can register it.</summary>
    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => await store.Look(
        async work => await Store.People.Passkeys.ByCredential(work, Base64Url.EncodeToString(credentialId)) is { } passkey
            ? await Persons.Find(work, passkey.Subject)
            : null,
        cancellationToken);

    /// <summary>A revoked one is not found: it signs nobody in.</summary>
    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        await store.Look(work => Store.People.Passkeys.ByCredential(work, Base64Url.EncodeToString(credentialId)), cancellationToken)
            is { RevokedAt: null } passkey && passkey.Subject == user.Subject
            ? Info(passkey)
            : null;

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => throw ReadsOnly();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw ReadsOnly();

    public void Dispose()
    {
    }

    private static UserPasskeyInfo Info(Passkey p) => new(
        Base64Url.DecodeFromChars(p.CredentialId), p.PublicKey, p.AddedAt, (uint)p.SignCount,
        p.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), p.UserVerified, p.BackupEligible, p.BackedUp, p.Attestation, p.ClientData)
    {
        Name = p.Name,
    };

    private static InvalidOperationException ReadsOnly() => new("Persons and passkeys are written by their use cases");
}
