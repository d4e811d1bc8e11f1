using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;

namespace Writ.Vault.Tests;

/// <summary>Keys without the log: one token, several officers, an outage, and a debt to the log.</summary>
public sealed class BreakGlassTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();
    private readonly ECDsa[] officers = [.. Enumerable.Range(0, 3).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256))];
    private readonly IReadOnlyList<byte[]> tokens;

    public BreakGlassTests()
    {
        harness.Vault.Dispose();
        tokens = VaultService.MakeTokens(harness.Folder, 3, 2, [.. officers.Select(Public)]).Value;
        harness.Vault = harness.Open(harness.Folder);
        for (var i = 0; i < officers.Length; i++) harness.Log.Append(Facts.ApproverEnrolled($"stf_000000000000001{i}", ApproverRoles.BreakGlass, Public(officers[i]).Thumbprint, harness.Clock.Now));
        _ = harness.Follow().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        harness.Dispose();
        foreach (var officer in officers) officer.Dispose();
    }

    [Fact]
    public async Task Two_officers_and_a_token_have_keys_while_the_log_is_out_and_the_log_is_owed_that()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Outage();
        var statement = await Statement(tokens[0]);
        var (keys, note) = (await Use(statement, tokens[0], [record], 0, 2)).Value;
        Assert.Equal("a record"u8.ToArray(), Sealer.Open(record, keys[record.Record]).Value);
        Assert.Contains("writ.break-glass-used/v1", note, StringComparison.Ordinal);

        // The same again after a crash; nothing else, by glass or by release, until the log tells of it.
        harness.Reopen();
        Assert.Equal(keys[record.Record], (await Use(statement, tokens[0], [record], 0, 1)).Value.Keys[record.Record]);
        Assert.Equal("vault-glass-owed", (await Use(await Statement(tokens[1]), tokens[1], [record], 0, 1)).Refusal?.Code);
        Assert.Equal("vault-glass-owed", (await harness.Release(await harness.Authorise(), record)).Refusal?.Code);
        var owed = Assert.Single((await harness.Client.Describe()).Value.Owed);
        var hash = Convert.ToHexStringLower(SHA256.HashData(statement));
        Assert.Equal((hash, 1), (owed.Statement, owed.Count));
        Assert.Equal(note, owed.Note);

        // A fact of another statement, or for another vault, pays nothing.
        harness.Log.Append(Facts.BreakGlassUsed(1, new string('0', 64), harness.Vault.Id, harness.Clock.Now));
        harness.Log.Append(Facts.BreakGlassUsed(1, hash, "vlt_0000000000000000", harness.Clock.Now));
        Assert.Equal("vault-glass-owed", (await harness.Release(await harness.Authorise(), record)).Refusal?.Code);
        harness.Log.Append(Facts.BreakGlassUsed(owed.Count, owed.Statement, harness.Vault.Id, harness.Clock.Now));
        Assert.Null(await harness.Follow());
        Assert.Empty((await harness.Client.Describe()).Value.Owed);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
        harness.Reopen();
        Assert.Empty((await harness.Client.Describe()).Value.Owed);
    }

    [Fact]
    public async Task A_token_works_once()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Outage();
        var statement = await Statement(tokens[0]);
        Assert.True((await Use(statement, tokens[0], [record], 0, 1)).Ok);
        harness.Log.Append(Facts.BreakGlassUsed(1, Convert.ToHexStringLower(SHA256.HashData(statement)), harness.Vault.Id, harness.Clock.Now));
        Assert.Null(await harness.Follow());
        Outage();
        Assert.Equal("vault-token-used", (await Use(await Statement(tokens[0]), tokens[0], [record], 0, 1)).Refusal?.Code);
        Assert.True((await Use(await Statement(tokens[1]), tokens[1], [record], 0, 1)).Ok);
    }

    [Fact]
    public async Task A_use_that_the_journal_fails_at_is_owed_once_or_never_happened()
    {
        var record = await harness.Record(Harness.Transaction, July);
        harness.Vault.Dispose();
        var many = VaultService.MakeTokens(harness.Folder, 12, 2, [.. officers.Select(Public)]).Value;
        harness.Vault = harness.Open(harness.Folder);
        for (var at = 1; ; at++)
        {
            var statement = await Statement(many[at]);
            harness.Vault.Dispose();
            var broken = harness.Breaking(at);
            Result<(IReadOnlyDictionary<RecordId, byte[]> Keys, string Note)> told;
            using (broken.Vault)
            {
                Outage();
                told = await new VaultClient(broken.Vault, harness.Kept).BreakGlass(statement, many[at], Signed(statement, 0, 1), [record]);
            }

            Assert.Equal(!broken.Broke(), told.Ok);
            harness.Vault = harness.Open(harness.Folder);
            Outage();
            if (told.Ok) Assert.Single((await harness.Client.Describe()).Value.Owed);

            // Asked again it is the same use, and the log is owed it once.
            var (keys, note) = (await Use(statement, many[at], [record], 1, 2)).Value;
            Assert.Equal("a record"u8.ToArray(), Sealer.Open(record, keys[record.Record]).Value);
            if (told.Ok) Assert.Equal(told.Value.Note, note);
            var owed = Assert.Single((await harness.Client.Describe()).Value.Owed);
            harness.Log.Append(Facts.BreakGlassUsed(owed.Count, owed.Statement, harness.Vault.Id, harness.Clock.Now));
            Assert.Null(await harness.Follow());
            Assert.Empty((await harness.Client.Describe()).Value.Owed);
            if (!broken.Broke())
            {
                Assert.InRange(at, 3, 11);
                return;
            }
        }
    }

    [Fact]
    public async Task Of_two_statements_at_once_one_has_the_token()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Outage();
        var statements = new[] { await Statement(tokens[0]), await Statement(tokens[0]) };
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Use(statements[i % 2], tokens[0], [record], 0, 1))));
        Assert.Single(all.Select((one, i) => (one.Ok, i % 2)).Where(one => one.Ok).Distinct());
        Assert.All(all.Where(one => !one.Ok), one => Assert.Contains(one.Refusal!.Code, (string[])["vault-token-used", "vault-glass-owed"]));
    }

    [Fact]
    public async Task Not_while_a_good_checkpoint_came_not_long_ago()
    {
        var record = await harness.Record(Harness.Transaction, July);
        harness.Clock.Now += VaultOptions.Usual.BreakGlassAfter - TimeSpan.FromSeconds(1);
        Assert.Equal("vault-log-reachable", (await Use(await Statement(tokens[0]), tokens[0], [record], 0, 1)).Refusal?.Code);

        // A new start is no outage, and a checkpoint ends one.
        harness.Clock.Now += TimeSpan.FromHours(1);
        harness.Reopen();
        Assert.Equal("vault-log-reachable", (await Use(await Statement(tokens[0]), tokens[0], [record], 0, 1)).Refusal?.Code);
        Outage();
        Assert.Null(await harness.Follow());
        Assert.Equal("vault-log-reachable", (await Use(await Statement(tokens[0]), tokens[0], [record], 0, 1)).Refusal?.Code);
    }

    [Fact]
    public async Task Too_few_officers_strangers_one_of_them_twice_or_signatures_of_something_else()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Outage();
        var statement = await Statement(tokens[0]);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AskSignature Sign(ECDsa officer, byte[] what) => new(officer.ExportSubjectPublicKeyInfo(), officer.SignData(what, HashAlgorithmName.SHA256));
        byte[] signed = [.. "writ.break-glass/v1\n"u8, .. statement];
        AskSignature[][] few =
        [
            [],
            [Sign(officers[0], signed)],
            [Sign(officers[0], signed), Sign(officers[0], signed)],
            [Sign(officers[0], signed), Sign(stranger, signed)],
            [Sign(officers[0], signed), Sign(officers[1], statement)],
            [Sign(officers[0], signed), Sign(officers[1], signed) with { Spki = Public(officers[2]).Spki.ToArray() }],
            [Sign(officers[0], signed), new AskSignature(officers[1].ExportSubjectPublicKeyInfo(), [])],
            [Sign(officers[0], signed), new AskSignature([1, 2, 3], new byte[64])],
        ];
        foreach (var signatures in few)
            Assert.Equal("vault-glass-signatures", (await harness.Client.BreakGlass(statement, tokens[0], signatures, [record])).Refusal?.Code);
        Assert.Equal("vault-request-malformed", (await harness.Client.BreakGlass(statement, tokens[0], [null!], [record])).Refusal?.Code);
        Assert.True((await Use(statement, tokens[0], [record], 0, 1)).Ok);
    }

    [Fact]
    public async Task An_officer_whose_key_was_removed_or_swapped_or_never_entered_does_not_count()
    {
        var record = await harness.Record(Harness.Transaction, July);
        harness.Log.Append(Facts.ApproverRemoved("stf_0000000000000010", ApproverRoles.BreakGlass, "left", harness.Clock.Now));
        using var swapped = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        harness.Log.Append(Facts.ApproverEnrolled("stf_0000000000000011", ApproverRoles.BreakGlass, Public(swapped).Thumbprint, harness.Clock.Now));
        Assert.Null(await harness.Follow());
        Outage();
        var statement = await Statement(tokens[0]);
        Assert.Equal("vault-glass-signatures", (await Use(statement, tokens[0], [record], 0, 2)).Refusal?.Code);
        Assert.Equal("vault-glass-signatures", (await Use(statement, tokens[0], [record], 1, 2)).Refusal?.Code);

        // Enrolled, and not one of those whom the token was made for.
        byte[] signed = [.. "writ.break-glass/v1\n"u8, .. statement];
        AskSignature[] two = [.. new[] { swapped, officers[2] }.Select(one => new AskSignature(one.ExportSubjectPublicKeyInfo(), one.SignData(signed, HashAlgorithmName.SHA256)))];
        Assert.Equal("vault-glass-signatures", (await harness.Client.BreakGlass(statement, tokens[0], two, [record])).Refusal?.Code);
    }

    [Fact]
    public async Task Officers_cool_off_too()
    {
        using var slow = new Harness(options: VaultOptions.Usual);
        slow.Vault.Dispose();
        var token = VaultService.MakeTokens(slow.Folder, 1, 2, [.. officers.Select(Public)]).Value[0];
        slow.Vault = slow.Open(slow.Folder);
        Assert.Null(await slow.Follow());
        slow.Clock.Now += TimeSpan.FromDays(2);
        for (var i = 0; i < officers.Length; i++) slow.Log.Append(Facts.ApproverEnrolled($"stf_000000000000001{i}", ApproverRoles.BreakGlass, Public(officers[i]).Thumbprint, slow.Clock.Now.AddYears(-1)));
        Assert.Null(await slow.Follow());
        var record = await slow.Record(Harness.Transaction, July);
        slow.Clock.Now += TimeSpan.FromHours(2);
        var opening = Draw(await slow.Draft(), token, slow.Clock.Now.AddHours(24));
        Assert.Equal("vault-glass-signatures", (await slow.Client.BreakGlass(opening, token, Signed(opening, 0, 1), [record])).Refusal?.Code);
        slow.Clock.Now += TimeSpan.FromHours(22);
        opening = Draw(await slow.Draft(), token, slow.Clock.Now.AddHours(24));
        Assert.True((await slow.Client.BreakGlass(opening, token, Signed(opening, 0, 1), [record])).Ok);
    }

    [Fact]
    public async Task What_a_statement_may_open_is_bounded_as_for_a_release()
    {
        var (record, content) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Content, July));
        Outage();
        async Task Refuses(string code, SealedRecord asked, Func<AuthorisationRecord, AuthorisationRecord> vary, byte[]? token = null)
        {
            var statement = AuthorisationOpening.Draw(vary(Fill(await harness.Draft(), tokens[0], harness.Clock.Now.AddHours(24)))).ToJson();
            Assert.Equal(code, (await Use(statement, token ?? tokens[0], [asked], 0, 1)).Refusal?.Code);
        }

        await Refuses("vault-outside-scope", content, r => r);
        await Refuses("vault-other-vault", record, r => r with { VaultId = "vlt_0000000000000000" });
        await Refuses("vault-expired", record, r => r with { Expires = harness.Clock.Now });
        await Refuses("vault-glass-expiry", record, r => r with { Expires = harness.Clock.Now.AddHours(24).AddSeconds(1) });
        await Refuses("vault-two-people", record, r => r with { Reviewer = "stf_a", Approver = "STF_A" });
        await Refuses("vault-recipient-unknown", record, r => r with { RecipientKeys = [new string('b', 64)] });
        await Refuses("vault-token-unknown", record, r => r with { Nonce = new string('0', 64) });
        await Refuses("vault-token-unknown", record, r => r, new byte[32]);
        await Refuses("vault-token-unknown", record, r => r, tokens[1]);
        await Refuses("vault-request-malformed", record, r => r, new byte[31]);
        await Refuses("vault-record-unopenable", record with { Header = [1, 2] }, r => r);
        Assert.Equal("vault-opening-malformed", (await Use("{}"u8.ToArray(), tokens[0], [record], 0, 1)).Refusal?.Code);
        await Refuses("vault-glass-expiry", record, r => r with
        {
            Ground = AuthorisationGround.Subject, Asked = SubjectRequestId.New().Text, RegisterLeaf = "-", RecipientKeys = [], Reviewer = "-", Approver = "-",
        });

        // None of that used the token.
        Assert.True((await Use(await Statement(tokens[0]), tokens[0], [record], 0, 1)).Ok);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(101, 2)]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    public void Tokens_out_of_bounds_are_not_made(int count, int needed)
    {
        harness.Vault.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => VaultService.MakeTokens(harness.Folder, count, needed, [.. officers.Select(Public), Public(officers[0])]));
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public void No_token_stands_in_the_folder()
    {
        harness.Vault.Dispose();
        var journal = File.ReadAllBytes(Path.Combine(harness.Folder, "journal"));
        Assert.All(tokens, token => Assert.True(journal.AsSpan().IndexOf(token) < 0 && !Encoding.ASCII.GetString(journal).Contains(Convert.ToHexStringLower(token), StringComparison.Ordinal)));
        harness.Vault = harness.Open(harness.Folder);
    }

    private static PublicKey Public(ECDsa officer) => PublicKey.Parse(officer.ExportSubjectPublicKeyInfo()).Value;

    private static AuthorisationRecord Fill(AuthorisationRecord draft, byte[] token, DateTimeOffset until) =>
        draft with { Nonce = Convert.ToHexStringLower(SHA256.HashData(token)), Expires = until };

    private static byte[] Draw(AuthorisationRecord draft, byte[] token, DateTimeOffset until) => AuthorisationOpening.Draw(Fill(draft, token, until)).ToJson();

    private async Task<byte[]> Statement(byte[] token) => Draw(await harness.Draft(), token, harness.Clock.Now.AddHours(24));

    private AskSignature[] Signed(byte[] statement, params int[] by) => [.. by.Select(i => new AskSignature(
        officers[i].ExportSubjectPublicKeyInfo(), officers[i].SignData([.. "writ.break-glass/v1\n"u8, .. statement], HashAlgorithmName.SHA256)))];

    private Task<Result<(IReadOnlyDictionary<RecordId, byte[]> Keys, string Note)>> Use(byte[] statement, byte[] token, IReadOnlyList<SealedRecord> records, params int[] by) =>
        harness.Client.BreakGlass(statement, token, Signed(statement, by), records);

    private void Outage() => harness.Clock.Now += VaultOptions.Usual.BreakGlassAfter;
}
