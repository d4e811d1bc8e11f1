using System.Security.Cryptography;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class OpeningKeysTests : IDisposable
{
    private static readonly DateTimeOffset March = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly byte[] leaf = SHA256.HashData("leaf"u8);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_vector_opens()
    {
        var keys = new OpeningKeys(folder);
        keys.Restore(SealVectors.Keys[0]);
        var row = SealVectors.All.GetProperty("row");
        var kept = Convert.FromHexString(row.GetProperty("sealed").GetString()!);
        Assert.Equal(Convert.FromHexString(row.GetProperty("opening").GetString()!), keys.Open(kept, Convert.FromHexString(row.GetProperty("leafHash").GetString()!)).Value);
    }

    [Fact]
    public void An_opening_is_read_back_by_a_later_start_and_by_no_other_folder()
    {
        var kept = new OpeningKeys(folder).Seal(March, leaf, "{\"a\":1}"u8);
        Assert.Equal("{\"a\":1}"u8.ToArray(), new OpeningKeys(folder).Open(kept, leaf).Value);
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        Assert.Equal("sealing-period-key-missing", new OpeningKeys(other).Open(kept).Refusal?.Code);
        Assert.Equal("sealing-cannot-open", new OpeningKeys(folder).Open(kept, SHA256.HashData("another"u8)).Refusal?.Code);
    }

    [Fact]
    public void Each_half_year_has_one_key_made_when_it_is_needed_and_private()
    {
        var keys = new OpeningKeys(folder);
        Assert.Empty(keys.All());
        var spring = keys.For(March);
        Assert.Same(spring, keys.For(March.AddMonths(3)));
        var autumn = keys.For(March.AddMonths(4));
        Assert.Equal(["2026-h1", "2026-h2"], keys.All().Select(key => key.Period.Text));
        Assert.False(spring.Is(autumn));
        Assert.Equal([spring.Id, autumn.Id], new OpeningKeys(folder).All().Select(key => key.Id));
        if (OperatingSystem.IsWindows()) return;
        foreach (var path in Directory.GetFiles(folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Two_processes_on_one_folder_read_what_the_other_sealed()
    {
        var (one, other) = (new OpeningKeys(folder), new OpeningKeys(folder));
        var kept = one.Seal(March, leaf, "{}"u8);
        Assert.True(other.Open(kept).Ok);
        Assert.Equal(one.For(March).Id, other.For(March).Id);
    }

    [Fact]
    public void Any_changed_or_missing_byte_is_told_and_so_is_another_periods_key()
    {
        var keys = new OpeningKeys(folder);
        var kept = keys.Seal(March, leaf, "{\"a\":1}"u8);
        for (var i = 0; i < kept.Length; i++)
        {
            var changed = kept.ToArray();
            changed[i] ^= 1;
            Assert.False(keys.Open(changed).Ok);
            Assert.False(keys.Open(kept[..i]).Ok);
        }

        // The number of another period's key in its place.
        byte[] swapped = [kept[0], .. Convert.FromHexString(keys.For(March.AddYears(1)).Id), .. kept[9..]];
        Assert.Equal("sealing-cannot-open", keys.Open(swapped).Refusal?.Code);
    }

    [Fact]
    public void What_is_from_before_there_were_keys_is_read_as_it_is()
    {
        var keys = new OpeningKeys(folder);
        Assert.Equal("{\"old\":true}"u8.ToArray(), keys.Open("{\"old\":true}"u8, leaf).Value);
        Assert.False(OpeningKeys.IsSealed("{}"u8));
        Assert.Equal("sealing-cannot-open", keys.Open(default(ReadOnlySpan<byte>)).Refusal?.Code);
    }

    [Fact]
    public void A_lost_key_is_restored_and_the_one_made_meanwhile_keeps_working()
    {
        var keys = new OpeningKeys(folder);
        var before = keys.Seal(March, leaf, "{}"u8);
        var lost = keys.For(March);
        foreach (var path in Directory.GetFiles(folder)) File.Delete(path);
        var after = new OpeningKeys(folder);
        var meanwhile = after.Seal(March, leaf, "{}"u8);
        Assert.Equal("sealing-period-key-missing", after.Open(before).Refusal?.Code);
        Assert.True(after.Restore(lost));
        Assert.False(after.Restore(lost));
        Assert.True(after.Open(before).Ok);
        Assert.True(after.Open(meanwhile).Ok);
    }

    [Fact]
    public void A_file_that_is_no_key_of_its_name_or_that_others_may_read_is_passed_over()
    {
        var keys = new OpeningKeys(folder);
        var path = Path.Combine(folder, $"2026-h1.{keys.For(March).Id}.key");
        File.Copy(path, Path.Combine(folder, $"2026-h2.{keys.For(March).Id}.key"));
        File.WriteAllText(Path.Combine(folder, "notes.key"), "nothing");
        Assert.Single(new OpeningKeys(folder).All());
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Empty(new OpeningKeys(folder).All());
    }
}
