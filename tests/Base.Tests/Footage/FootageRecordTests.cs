using System.Text;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Xunit;

namespace Writ.Base.Tests.Footage;

public sealed class FootageRecordTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private readonly PrivateKey vault = PrivateKey.Generate();
    private readonly HomeKey key = HomeKey.Make(HomeId.New(), 0);
    private readonly ClipId clip = ClipId.New();
    private readonly ClipSeal seal;

    public FootageRecordTests() => seal = ClipSeal.Make(key, clip);

    public void Dispose()
    {
        seal.Dispose();
        key.Dispose();
        vault.Dispose();
    }

    [Fact]
    public void The_vaults_key_of_the_record_opens_the_clip_and_its_length_tells_nothing()
    {
        var record = FootageRecord.Wrap(vault.Public, RecordId.New(), AccountId.New(), Day, key.Home, clip, seal);
        Assert.Equal(FootageRecord.BodyLength, record.Body.Length);
        var plain = Sealer.Open(record, Sealer.ContentKey(vault, record).Value).Value;
        Assert.True(CanonicalJson.ParseStrict(plain).Ok);
        using var opened = FootageRecord.Open(plain, key.Home, clip, seal.Header).Value;
        Assert.Equal(seal.Header.ToArray(), opened.Header.ToArray());
        using var stored = new MemoryStream();
        using (var writer = seal.Write(ClipPart.Card, stored))
        {
            writer.Write("a card"u8);
            writer.Complete();
        }

        using var reader = opened.Open(ClipPart.Card);
        Assert.Equal("a card"u8.ToArray(), reader.All(stored.ToArray()).Value);
    }

    [Fact]
    public void Of_another_home_clip_or_header_it_opens_nothing()
    {
        var plain = FootageRecord.Plain(key.Home, clip, seal);
        using var again = ClipSeal.Make(key, clip);
        Assert.Equal("footage-bad-record", FootageRecord.Open(plain, HomeId.New(), clip, seal.Header).Refusal?.Code);
        Assert.Equal("footage-bad-record", FootageRecord.Open(plain, key.Home, ClipId.New(), seal.Header).Refusal?.Code);
        Assert.Equal("footage-bad-record", FootageRecord.Open(plain, key.Home, clip, again.Header).Refusal?.Code);
        Assert.Equal("footage-bad-record", FootageRecord.Open(plain, key.Home, clip, seal.Header[..^1]).Refusal?.Code);
    }

    [Fact]
    public void Every_other_spelling_is_refused()
    {
        var plain = FootageRecord.Plain(key.Home, clip, seal);
        for (var at = 0; at < plain.Length; at++)
        {
            // Within the key another letter is another key, which the clip's parts then refuse; everywhere else it is no record.
            var changed = plain.ToArray();
            changed[at] ^= 0x80;
            Assert.Equal("footage-bad-record", FootageRecord.Open(changed, key.Home, clip, seal.Header).Refusal?.Code);
            Assert.Equal("footage-bad-record", FootageRecord.Open(plain.AsSpan(0, at), key.Home, clip, seal.Header).Refusal?.Code);
        }

        // The last letter of 32 bytes in base64 has two bits that mean nothing: only one of its four spellings is ours.
        var last = plain.Length - 4;
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var opened = letters.Count(letter =>
        {
            var changed = plain.ToArray();
            changed[last] = (byte)letter;
            var result = FootageRecord.Open(changed, key.Home, clip, seal.Header);
            if (result.Ok) result.Value.Dispose();
            return result.Ok;
        });
        Assert.Equal(16, opened);
        Assert.Equal("footage-bad-record", FootageRecord.Open([.. plain, (byte)' '], key.Home, clip, seal.Header).Refusal?.Code);
        Assert.Equal("footage-bad-record", FootageRecord.Open(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(plain).ToUpperInvariant()), key.Home, clip, seal.Header).Refusal?.Code);
    }
}
