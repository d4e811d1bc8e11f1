using System.Text;
using Writ.Base.Sealing;

namespace Writ.Base.Tests.Sealing;

public sealed class BlobKeyTests : IDisposable
{
    private static readonly BlobId Blob = BlobId.FromTrusted("blb_0123456789abcdef");
    private readonly string folder = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_vector_opens()
    {
        using var key = new BlobKey(Vectors.Of("blob-key"));
        Assert.Equal("an instrument", Encoding.ASCII.GetString(key.Open(Blob, Vectors.Of("blob")).Value));
    }

    [Fact]
    public void A_changed_cut_or_exchanged_blob_is_refused()
    {
        using var key = new BlobKey(Vectors.Of("blob-key"));
        var made = key.Seal(Blob, "an instrument"u8);
        Assert.True(key.Open(Blob, made).Ok);
        for (var i = 0; i < made.Length * 8; i++)
        {
            var changed = made.ToArray();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Equal("sealing-cannot-open", key.Open(Blob, changed).Refusal?.Code);
        }

        for (var i = 0; i < made.Length; i++) Assert.False(key.Open(Blob, made[..i]).Ok);
        Assert.False(key.Open(BlobId.New(), made).Ok);
        using var other = new BlobKey(new byte[32]);
        Assert.False(other.Open(Blob, made).Ok);
    }

    [Fact]
    public void The_key_file_is_made_once_for_its_owner_only()
    {
        var path = Path.Combine(folder, "blobs.key");
        using var first = BlobKey.OpenOrCreate(path).Value;
        using var second = BlobKey.OpenOrCreate(path).Value;
        Assert.Equal("x"u8.ToArray(), second.Open(Blob, first.Seal(Blob, "x"u8)).Value);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal("sealing-bad-blob-key", BlobKey.OpenOrCreate(path).Refusal?.Code);
    }

    [Fact]
    public void A_key_file_of_another_length_is_refused()
    {
        var path = Path.Combine(folder, "blobs.key");
        SecretFile.Write(path, new byte[31]);
        Assert.Equal("sealing-bad-blob-key", BlobKey.OpenOrCreate(path).Refusal?.Code);
    }
}
