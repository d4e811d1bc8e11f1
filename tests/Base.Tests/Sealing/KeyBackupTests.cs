using System.Text;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class KeyBackupTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            for (var n = 2; n <= KeyBackup.MostTrustees; n++)
            {
                for (var k = 2; k <= n; k++) sizes.Add(n, k);
            }

            return sizes;
        }
    }

    public static TheoryData<string> Bad => [.. Names("bad")];

    public static TheoryData<string> Malformed => [.. Names("malformed")];

    [Fact]
    public void The_backup_that_another_program_made_gives_the_same_shares_and_keys()
    {
        var backup = KeyBackupFiles.ReadBackup(SealVectors.Backup).Value;
        var shares = SealVectors.Trustees().Select(trustee => backup.Open(trustee).Value).ToList();
        Assert.Equal(SealVectors.Shares, shares.Select(share => share.Secret));
        foreach (var pair in Some(shares, 2))
        {
            var keys = backup.Recover(pair).Value;
            Assert.Equal(SealVectors.Keys.Select(key => (key.Period, key.Id)), keys.Select(key => (key.Period, key.Id)));
            Assert.All(keys.Zip(SealVectors.Keys), both => Assert.True(both.First.Is(both.Second)));
        }

        Assert.Equal(SealVectors.Backup, KeyBackupFiles.Write(backup));
    }

    [Fact]
    public void What_is_wrapped_follows_from_shares_and_salt_as_the_vector_says()
    {
        var vector = KeyBackupFiles.ReadBackup(SealVectors.Backup).Value;
        var made = KeyBackup.Split(SealVectors.Keys, [.. SealVectors.Trustees().Select(t => t.Public)], 2, vector.Salt, SealVectors.Shares);
        Assert.Equal(vector.Keys.SelectMany(key => key.Wrapped), made.Keys.SelectMany(key => key.Wrapped));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_backup_that_was_put_together_wrongly_gives_no_key(string name)
    {
        var v = Find("bad", name);
        var backup = KeyBackupFiles.ReadBackup(Encoding.UTF8.GetBytes(v.GetProperty("backup").GetString()!)).Value;
        var shares = SealVectors.Trustees().Take(2).Select(trustee => backup.Open(trustee).Value).ToList();
        Assert.Equal(v.GetProperty("says").GetString(), backup.Recover(shares).Refusal?.Code);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_backup_is_refused(string name) =>
        Assert.Equal("sealing-backup-malformed", KeyBackupFiles.ReadBackup(Encoding.UTF8.GetBytes(Find("malformed", name).GetProperty("backup").GetString()!)).Refusal?.Code);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_k_of_n_recover_all_keys_and_no_fewer_do(int trustees, int need)
    {
        var people = Enumerable.Range(0, trustees).Select(_ => PrivateKey.Generate()).ToList();
        var keys = SealVectors.Keys;
        var backup = KeyBackupFiles.ReadBackup(KeyBackupFiles.Write(KeyBackup.Split(keys, [.. people.Select(p => p.Public)], need).Value)).Value;
        var shares = people.Select(person => KeyBackupFiles.ReadShare(KeyBackupFiles.Write(backup.Open(person).Value)).Value).ToList();
        foreach (var enough in Some(shares, need)) Assert.All(backup.Recover(enough).Value.Zip(keys), both => Assert.True(both.First.Is(both.Second)));
        foreach (var few in Some(shares, need - 1))
        {
            Assert.Equal("sealing-shares-too-few", backup.Recover(few).Refusal?.Code);

            // Not only because somebody counts: nobody's share, nor one's own once more under another number, takes the place of the one that is missing.
            var missing = Enumerable.Range(0, trustees).First(i => few.All(share => share.Trustee != i));
            foreach (var guess in (byte[][])[new byte[32], few[0].Secret])
                Assert.Equal("sealing-cannot-open", backup.Recover([.. few, new KeyShare(backup.Salt, missing, guess)]).Refusal?.Code);
        }

        Assert.True(backup.Recover(shares).Ok);
        foreach (var person in people) person.Dispose();
    }

    [Fact]
    public void A_stranger_a_share_of_another_backup_and_the_same_share_twice_are_refused()
    {
        var (people, keys) = (SealVectors.Trustees(), SealVectors.Keys);
        var (one, other) = (KeyBackup.Split(keys, [.. people.Select(p => p.Public)], 2).Value, KeyBackup.Split(keys, [.. people.Select(p => p.Public)], 2).Value);
        using var stranger = PrivateKey.Generate();
        Assert.Equal("sealing-share-not-yours", one.Open(stranger).Refusal?.Code);
        Assert.Equal("sealing-share-other-backup", one.Recover([one.Open(people[0]).Value, other.Open(people[1]).Value]).Refusal?.Code);
        Assert.Equal("sealing-shares-too-few", one.Recover([one.Open(people[0]).Value, one.Open(people[0]).Value]).Refusal?.Code);

        // Somebody's sealed share put in another's place: it opens for its owner only, and is bound to its place.
        var moved = new KeyBackup(2, one.Salt, [one.Trustees[0] with { Key = one.Trustees[1].Key }, one.Trustees[1] with { Key = one.Trustees[0].Key }, one.Trustees[2]], one.Keys);
        Assert.Equal("sealing-cannot-open", moved.Open(people[0]).Refusal?.Code);
        var own = new KeyBackup(2, one.Salt, [one.Trustees[1], one.Trustees[0], one.Trustees[2]], one.Keys);
        Assert.Equal("sealing-cannot-open", own.Open(people[0]).Refusal?.Code);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 4)]
    [InlineData(8, 2)]
    [InlineData(0, 0)]
    public void Numbers_that_protect_nothing_or_are_too_many_are_refused(int trustees, int need)
    {
        var people = Enumerable.Range(0, trustees).Select(_ => PrivateKey.Generate().Public).ToList();
        Assert.Equal("sealing-backup-trustees", KeyBackup.Split(SealVectors.Keys, people, need).Refusal?.Code);
    }

    [Fact]
    public void One_trustee_cannot_stand_for_two()
    {
        var key = PrivateKey.Generate().Public;
        Assert.Equal("sealing-backup-trustees", KeyBackup.Split(SealVectors.Keys, [key, key, PrivateKey.Generate().Public], 2).Refusal?.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"salt":"AA==","schema":"writ.seal-share/v1","share":"AA==","trustee":0}""")]
    public void A_malformed_share_is_refused(string text) => Assert.Equal("sealing-share-malformed", KeyBackupFiles.ReadShare(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    private static IEnumerable<IReadOnlyList<KeyShare>> Some(IReadOnlyList<KeyShare> shares, int count) =>
        KeyBackup.Groups(shares.Count, count).Select(group => shares.Where((_, i) => (group & (1 << i)) != 0).ToList());

    private static IEnumerable<string> Names(string list) => SealVectors.All.GetProperty(list).EnumerateArray().Select(v => v.GetProperty("name").GetString()!);

    private static System.Text.Json.JsonElement Find(string list, string name) =>
        SealVectors.All.GetProperty(list).EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
}
