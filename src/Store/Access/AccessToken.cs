using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Access;

/// <summary>A bearer token of an officer or a member of staff. Only its SHA-256 is kept.</summary>
public sealed class AccessToken
{
    public required string Hash { get; init; }

    public required CallerKind Kind { get; init; }

    public required string Subject { get; init; }

    public AgencyId? AgencyId { get; init; }

    /// <summary>Space-separated, as in OAuth (RFC 6749 section 3.3).</summary>
    public required string Scopes { get; init; }

    /// <summary>Id of the member of staff who issued it; <c>operator</c> where it was made on the machine itself.</summary>
    public required string IssuedBy { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

public static class AccessTokens
{
    private const string Prefix = "writ_";

    /// <summary>Issues a token; the text returned is the only copy there will ever be.</summary>
    public static string Issue(
        IWork work, CallerKind kind, string subject, AgencyId? agency, IEnumerable<string> scopes, DateTimeOffset now, DateTimeOffset expires,
        string issuedBy = "operator")
    {
        var text = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        work.Db().Add(new AccessToken
        {
            Hash = HashOf(text),
            Kind = kind,
            Subject = subject,
            AgencyId = agency,
            Scopes = string.Join(' ', scopes),
            IssuedBy = issuedBy,
            IssuedAt = now,
            ExpiresAt = expires,
        });
        return text;
    }

    /// <summary>The caller behind a token, or null where it is unknown, expired or revoked (which, nobody is told).</summary>
    public static Task<Caller?> Find(IWork work, string text, DateTimeOffset now) => Task.FromResult(text.Length > 100 ? null : work.Db().Statements.Rows(
        "SELECT kind, subject, agency_id, scopes FROM access_token WHERE hash = $1 AND revoked_at IS NULL AND expires_at > $2",
        [HashOf(text), now.UtcTicks],
        row => CallerOf(
            Enum.Parse<CallerKind>(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : Base.AgencyId.FromTrusted(row.GetString(2)), row.GetString(3)))
        .SingleOrDefault());

    public static Task<bool> WasIssuedBy(IWork work, string subject, string issuer) =>
        work.Db().Set<AccessToken>().AnyAsync(t => t.Subject == subject && t.IssuedBy == issuer);

    /// <summary>Ends every token of a person at once; how many there were.</summary>
    public static Task<int> Revoke(IWork work, string subject, DateTimeOffset now) => work.Db().Set<AccessToken>()
        .Where(t => t.Subject == subject && t.RevokedAt == null)
        .ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedAt, now));

    private static Caller CallerOf(CallerKind kind, string subject, AgencyId? agency, string scopes) =>
        new(kind, subject, agency, scopes.Split(' ').Intersect(ScopesOf(kind)).ToHashSet());

    // An officer's token never acts as staff, nor the other way round, whatever was issued.
    private static IReadOnlyList<string> ScopesOf(CallerKind kind) => kind switch
    {
        CallerKind.Officer => Scopes.OfOfficers,
        CallerKind.Staff => Scopes.OfStaff,
        CallerKind.Customer => [],
        CallerKind.Outside => [],
        CallerKind.Hub => [],
    };

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

internal sealed class AccessModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<AccessToken>(e =>
    {
        e.ToTable("access_token");
        e.HasKey(x => x.Hash);
    });
}
