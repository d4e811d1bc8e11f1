using System.Security.Cryptography;
using System.Text;
using static Writ.Law.Tests.LawText;

namespace Writ.Law.Tests;

public sealed class DigestTests
{
    [Fact]
    public void A_packs_digest_is_what_sha256sum_of_its_files_gives()
    {
        var folder = Path.Combine(Root(), "law");
        foreach (var pack in Book(historic: true).Packs)
        {
            // The recipe of docs/law/README.md, written out a second time: names in byte order, "<hex>  <name>\n" each.
            var names = Directory.GetFiles(Path.Combine(folder, pack.Pack), "*.yaml").Select(path => $"{pack.Pack}/{Path.GetFileName(path)}").ToArray();
            Array.Sort(names, string.CompareOrdinal);
            var manifest = string.Concat(names.Select(name => $"{Hex(File.ReadAllBytes(Path.Combine(folder, name)))}  {name}\n"));
            Assert.Equal(Hex(Encoding.UTF8.GetBytes(manifest)), pack.Sha256);
        }
    }

    [Fact]
    public void Packs_are_named_in_the_order_in_which_they_build_on_each_other() =>
        Assert.Equal(["common", "us", "historic"], Book(historic: true).Packs.Select(pack => pack.Pack));

    [Fact]
    public void One_byte_in_one_file_changes_the_digest_of_its_pack_and_of_no_other()
    {
        var before = Book(historic: true).Packs.ToDictionary(pack => pack.Pack, pack => pack.Sha256);
        var after = BookAfter("us/grounds.yaml", text => text + "\n").Packs.ToDictionary(pack => pack.Pack, pack => pack.Sha256);
        Assert.NotEqual(before["us"], after["us"]);
        Assert.Equal(before["common"], after["common"]);
        Assert.Equal(before["historic"], after["historic"]);
    }

    [Fact]
    public void The_historic_pack_changes_no_digest_of_the_others() =>
        Assert.Equal(Book().Packs, Book(historic: true).Packs.Where(pack => pack.Pack != "historic"));

    private static string Hex(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
