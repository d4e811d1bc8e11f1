using System.Text;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class SealerTests : IDisposable
{
    private static readonly RecordId Record = RecordId.FromTrusted("rec_0123456789abcdef");
    private static readonly AccountId Account = AccountId.FromTrusted("acc_0123456789abcdef");
    private static readonly DataCategory Content = DataCategory.FromTrusted("content");
    private static readonly DateOnly Day = new(2020, 7, 1);
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("No writ, no consent, no key.");

    private readonly PrivateKey account = PrivateKey.ImportPkcs8(Vectors.Of("account-pkcs8")).Value;

    public void Dispose() => account.Dispose();

    [Fact]
    public void Sealing_with_the_vector_keys_gives_the_vector()
    {
        using var ephemeral = PrivateKey.ImportPkcs8(Vectors.Of("ephemeral-pkcs8")).Value;
        var made = Sealer.Seal(ephemeral, account.Public, Record, Account, Content, Day, Plain);
        Assert.Equal(Vectors.Of("record-header"), made.Header);
        Assert.Equal(Vectors.Of("record-body"), made.Body);
        Assert.Equal(Vectors.Of("record-key"), Sealer.ContentKey(account, made).Value);
    }

    [Fact]
    public void What_is_sealed_opens_with_its_own_key()
    {
        var made = Made();
        Assert.Equal(Plain, Sealer.Open(made, Sealer.ContentKey(account, made with { Body = [] }).Value).Value);
    }

    [Fact]
    public void The_same_record_sealed_twice_has_other_bytes()
    {
        Assert.NotEqual(Made().Header, Made().Header);
        Assert.NotEqual(Made().Body, Made().Body);
    }

    [Fact]
    public void A_swapped_context_opens_nothing_with_the_right_key_or_the_key_of_the_swapped()
    {
        var made = Made();
        SealedRecord[] swapped =
        [
            made with { Record = RecordId.FromTrusted("rec_0123456789abcdeg") },
            made with { Account = AccountId.FromTrusted("acc_0123456789abcdeg") },
            made with { Category = DataCategory.FromTrusted("subscriber") },
            made with { On = Day.AddDays(1) },
        ];
        foreach (var lied in swapped)
        {
            var key = Sealer.ContentKey(account, lied).Value;
            CannotOpen(lied, Sealer.ContentKey(account, made).Value);
            CannotOpen(made, key);
            CannotOpen(lied, key);
        }
    }

    [Fact]
    public void A_bit_flipped_anywhere_in_header_or_body_opens_nothing()
    {
        var made = Made();
        var key = Sealer.ContentKey(account, made).Value;
        for (var i = 0; i < made.Body.Length * 8; i++) CannotOpen(made with { Body = Flip(made.Body, i) }, key);
        for (var i = 0; i < made.Header.Length * 8; i++)
        {
            var changed = made with { Header = Flip(made.Header, i) };
            Assert.Equal("sealing-bad-header", Sealer.ContentKey(account, changed).Refusal?.Code);
            CannotOpen(changed, key);
        }
    }

    [Fact]
    public void Another_accounts_key_opens_nothing()
    {
        using var other = PrivateKey.Generate();
        CannotOpen(Made(), Sealer.ContentKey(other, Made()).Value);
    }

    [Fact]
    public void Another_records_header_opens_nothing() => CannotOpen(Made() with { Header = Made().Header }, Sealer.ContentKey(account, Made()).Value);

    [Fact]
    public void Cut_bodies_and_keys_are_refused()
    {
        var made = Made();
        var key = Sealer.ContentKey(account, made).Value;
        for (var i = 0; i < made.Body.Length; i++) CannotOpen(made with { Body = made.Body[..i] }, key);
        CannotOpen(made, key[..31]);
        CannotOpen(made with { Header = [] }, key);
        Assert.False(Sealer.ContentKey(account, made with { Header = [.. made.Header, 0] }).Ok);
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static void CannotOpen(SealedRecord record, byte[] key) =>
        Assert.Equal("sealing-cannot-open", Sealer.Open(record, key).Refusal?.Code);

    private SealedRecord Made() => Sealer.Seal(account.Public, Record, Account, Content, Day, Plain);
}
