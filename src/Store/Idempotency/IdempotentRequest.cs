using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.Idempotency;

/// <summary>
/// The answer once given under an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header), so that a retry gets
/// the same answer and does nothing twice. Written in the transaction of the act.
/// </summary>
public sealed class IdempotentRequest
{
    public required string Caller { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the request body, lower-case hex.</summary>
    public required string BodyHash { get; init; }

    public required string Answer { get; init; }

    public required DateTimeOffset At { get; init; }
}

public static class IdempotentRequests
{
    public static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    public static bool KeyFits(string? key) => key is { Length: >= 8 and <= 80 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The earlier answer; null where the key is new; a refusal where it was used with another body.</summary>
    public static Task<Result<string?>> Find(IWork work, string caller, string key, string bodyHash)
    {
        var earlier = work.Db().Statements.Rows(
            "SELECT body_hash, answer FROM idempotent_request WHERE caller = $1 AND key = $2", [caller, key], row => (BodyHash: row.GetString(0), Answer: row.GetString(1)));
        Result<string?> found = earlier switch
        {
            [] => (string?)null,
            [var (hash, answer), ..] => hash == bodyHash ? answer : StoreRefusals.KeyReused,
        };
        return Task.FromResult(found);
    }
}

internal sealed class IdempotencyModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<IdempotentRequest>(e =>
    {
        e.ToTable("idempotent_request");
        e.HasKey(x => new { x.Caller, x.Key });
    });
}
