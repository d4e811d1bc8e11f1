using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests;

/// <summary>What holds after a crash at any point, and what is refused instead of guessed.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();

    private string JournalPath => Path.Combine(harness.Folder, "journal");

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Killed_after_persisting_and_before_the_answer_arrived()
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var logged = await harness.Authorise();
        var lost = (await harness.Release(logged, one)).Value;
        // A copy taken now is what a machine that dies here finds again.
        var left = CopyOfFolder();
        using var again = harness.Open(left);
        var client = new VaultClient(again);
        var opening = logged.Opening.ToJson();
        Assert.Equal("vault-spent", (await client.Release(opening, [two], known => harness.Evidence(logged.Index, known.Size))).Refusal?.Code);
        var keys = (await client.Release(opening, [one], known => harness.Evidence(logged.Index, known.Size))).Value;
        Assert.Equal(lost[one.Record], keys[one.Record]);
    }

    [Fact]
    public async Task A_new_start_keeps_id_keys_nonces_checkpoint_and_what_was_spent()
    {
        var key = (await harness.Client.PublicKey(harness.Account)).Value;
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var spent = await harness.Authorise();
        var open = await harness.Authorise();
        var first = (await harness.Release(spent, one)).Value;
        var (id, known) = (harness.Vault.Id, (await harness.Client.Describe()).Value);
        harness.Reopen();
        Assert.Null(harness.Vault.CutAtStart);
        Assert.Equal((id, key), (harness.Vault.Id, (await harness.Client.PublicKey(harness.Account)).Value));
        Assert.Equal((known.Size, Convert.ToHexString(known.Root)), ((await harness.Client.Describe()).Value.Size, Convert.ToHexString((await harness.Client.Describe()).Value.Root)));
        Assert.Equal("vault-spent", (await harness.Release(spent, two)).Refusal?.Code);
        Assert.Equal(first[one.Record], (await harness.Release(spent, one)).Value[one.Record]);
        Assert.True((await harness.Release(open, two)).Ok);
    }

    [Fact]
    public async Task A_last_entry_torn_at_any_byte_is_cut_and_everything_before_it_stays()
    {
        var nonce = (await harness.Client.Nonce()).Value;
        var before = Length();
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var whole = File.ReadAllBytes(JournalPath);
        for (var length = before; length < whole.Length; length++)
        {
            File.WriteAllBytes(JournalPath, whole[..length]);
            await OpensWithout(length > before, nonce, before);
        }

        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task A_last_entry_with_any_byte_wrong_is_cut_and_kept_beside()
    {
        var nonce = (await harness.Client.Nonce()).Value;
        var before = Length();
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var whole = File.ReadAllBytes(JournalPath);
        for (var at = before; at < whole.Length; at++)
        {
            var torn = whole.ToArray();
            torn[at] ^= 0x40;
            File.WriteAllBytes(JournalPath, torn);
            await OpensWithout(true, nonce, before);
            Assert.Equal(torn[before..], File.ReadAllBytes(JournalPath + ".torn-1"));
        }

        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task Damage_before_the_last_entry_is_not_cut_but_refused()
    {
        await harness.Client.Nonce();
        var first = Length();
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var whole = File.ReadAllBytes(JournalPath);
        for (var at = 0; at < first; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            File.WriteAllBytes(JournalPath, damaged);
            Assert.Equal("vault-journal-damaged", Refused());
            Assert.Equal(damaged, File.ReadAllBytes(JournalPath));
        }

        File.WriteAllBytes(JournalPath, whole);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task Entries_taken_out_or_exchanged_are_refused()
    {
        var start = Length();
        await harness.Client.Nonce();
        var first = Length();
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var whole = File.ReadAllBytes(JournalPath);
        foreach (byte[] bent in (byte[][])
            [
                [.. whole[..start], .. whole[first..]],
                [.. whole[..start], .. whole[first..], .. whole[start..first]],
                [.. whole[..first], .. whole[start..first], .. whole[first..]],
                [.. whole, .. whole[start..first]],
                [],
                whole[..(start - 1)],
            ])
        {
            File.WriteAllBytes(JournalPath, bent);
            Assert.Equal("vault-journal-damaged", Refused());
        }

        File.WriteAllBytes(JournalPath, whole);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task The_journal_of_another_vault_is_refused()
    {
        await harness.Client.Nonce();
        var other = Path.Combine(harness.Root, "other");
        harness.Open(other).Dispose();
        harness.Vault.Dispose();
        var whole = File.ReadAllBytes(JournalPath);
        File.Copy(Path.Combine(other, "journal"), JournalPath, overwrite: true);
        Assert.Equal("vault-journal-damaged", Refused());
        File.WriteAllBytes(JournalPath, whole);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Theory]
    [InlineData("master")]
    [InlineData("journal")]
    [InlineData("vault.id")]
    public async Task A_folder_that_lacks_a_part_is_refused_and_not_begun_anew(string part)
    {
        await harness.Client.PublicKey(harness.Account);
        harness.Vault.Dispose();
        var path = Path.Combine(harness.Folder, part);
        File.Move(path, path + ".away");
        Assert.Equal("vault-folder-incomplete", Refused());
        File.Move(path + ".away", path);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public void A_first_start_that_was_killed_is_begun_anew()
    {
        harness.Vault.Dispose();
        File.Delete(Path.Combine(harness.Folder, "vault.id"));
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public void Two_processes_cannot_hold_one_vault() => Assert.Equal("vault-in-use", Refused());

    [Theory]
    [InlineData("", UnixFileMode.GroupExecute)]
    [InlineData("master", UnixFileMode.GroupRead)]
    [InlineData("master", UnixFileMode.OtherRead)]
    public void What_others_may_read_is_refused(string part, UnixFileMode open)
    {
        if (OperatingSystem.IsWindows()) return;
        harness.Vault.Dispose();
        var path = Path.Combine(harness.Folder, part).TrimEnd('/');
        var right = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, right | open);
        Assert.Equal("vault-folder-open", Refused());
        File.SetUnixFileMode(path, right);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public void Folder_and_files_are_its_users_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(file | UnixFileMode.UserExecute, File.GetUnixFileMode(harness.Folder));
        foreach (var path in Directory.GetFiles(harness.Folder)) Assert.Equal(file, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_counts_as_durable_and_a_new_start_recovers()
    {
        if (!File.Exists("/dev/full")) return;
        var (path, vault) = (Path.Combine(harness.Root, "full"), IdText.New("vlt"));
        Journal.Create(path, vault);
        await using (var journal = Journal.Open(path, vault, _ => { }, _ => File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write)).Value)
        {
            journal.Append(new Entry.NonceIssued(new byte[32], 0));
            await Assert.ThrowsAsync<IOException>(() => journal.WhenDurable());
            journal.Append(new Entry.NonceIssued(new byte[32], 1));
            await Assert.ThrowsAsync<IOException>(() => journal.WhenDurable());
        }

        var replayed = new List<Entry>();
        await using var again = Journal.Open(path, vault, replayed.Add).Value;
        Assert.Empty(replayed);
        again.Append(new Entry.NonceIssued(new byte[32], 2));
        await again.WhenDurable();
    }

    [Fact]
    public async Task A_vault_whose_journal_is_closed_gives_nothing()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        var ask = VaultWire.Write(harness.Ask(logged, record));
        harness.Vault.Dispose();
        Assert.Equal("vault-journal-stopped", await harness.CodeOf(ask));
        Assert.Equal("vault-journal-stopped", (await harness.Client.Nonce()).Refusal?.Code);
        Assert.Equal("vault-journal-stopped", (await harness.Client.PublicKey(AccountId.New())).Refusal?.Code);
        harness.Vault = harness.Open(harness.Folder);
        Assert.Null(await harness.Follow());
        Assert.Equal("given", await harness.CodeOf(ask));
    }

    [Fact]
    public async Task No_secret_stands_in_the_journal_in_the_clear()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var keys = (await harness.Release(await harness.Authorise(), record)).Value;
        harness.Vault.Dispose();
        var journal = File.ReadAllBytes(JournalPath);
        var state = VaultState.Open(harness.Folder).Value;
        using (var owned = state.KeyOf(harness.Account)!)
        {
            Assert.Equal(keys[record.Record], Sealer.ContentKey(owned, record).Value);
            // The scalar stands at byte 36 of this PKCS#8.
            var scalar = owned.ExportPkcs8()[36..68];
            Assert.True(journal.AsSpan().IndexOf(owned.Public.Spki) >= 0);
            Assert.True(journal.AsSpan().IndexOf(scalar) < 0);
        }

        await state.DisposeAsync();
        Assert.True(journal.AsSpan().IndexOf(keys[record.Record]) < 0);
        Assert.True(journal.AsSpan().IndexOf(File.ReadAllBytes(Path.Combine(harness.Folder, "master"))) < 0);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task Many_at_once_share_a_frame()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => harness.Client.Nonce())));
        harness.Vault.Dispose();
        var bytes = File.ReadAllBytes(JournalPath);
        var magic = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (!Frame.At(bytes.AsSpan(at), File.ReadAllText(Path.Combine(harness.Folder, "vault.id")).Trim(), out _).IsEmpty) magic++;
        }

        Assert.InRange(magic, 1, 499);
        harness.Vault = harness.Open(harness.Folder);
    }

    private int Length() => checked((int)new FileInfo(JournalPath).Length);

    private string? Refused() =>
        VaultService.Open(harness.Folder, harness.Log.Key.Verifier, WitnessPolicy.None, harness.Clock).Refusal?.Code;

    private async Task OpensWithout(bool cut, string nonceThatStays, int length)
    {
        using (var opened = harness.Open(harness.Folder)) Assert.Equal(cut, opened.CutAtStart is not null);
        Assert.Equal(length, Length());
        var state = VaultState.Open(harness.Folder).Value;
        Assert.NotNull(state.SizeAtIssue(nonceThatStays));
        await state.DisposeAsync();
    }

    private string CopyOfFolder()
    {
        var copy = Path.Combine(harness.Root, "copy");
        Directory.CreateDirectory(copy);
        foreach (var name in new[] { "vault.id", "master", "signer", "journal" }) File.Copy(Path.Combine(harness.Folder, name), Path.Combine(copy, name));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, File.GetUnixFileMode(harness.Folder));
        return copy;
    }
}
