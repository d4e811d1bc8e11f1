using Writ.App.Record.Witnesses;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.App.Tests.Witnesses;

public sealed class WitnessArgumentsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();
    private readonly SigningKey log = SigningKey.Generate("log.example/writ");
    private readonly CosigningKey witness = new("w.example", new byte[32]);

    [Theory]
    [InlineData("witness w VKEY https://w.example/prefix\nquorum w\n", null)]
    [InlineData("log LOG\nwitness w VKEY https://w.example\nquorum w\n", null)]
    [InlineData("witness w VKEY http://127.0.0.1:8090\nquorum w\n", null)]
    [InlineData("witness w VKEY http://localhost:8090\nquorum w\n", null)]
    [InlineData("witness w VKEY\nquorum w\n", "client-witness-policy")]
    [InlineData("witness w VKEY w.example\nquorum w\n", "client-witness-policy")]
    [InlineData("witness w VKEY http://w.example\nquorum w\n", "client-witness-policy")]
    [InlineData("witness w VKEY file:///etc/passwd\nquorum w\n", "client-witness-policy")]
    [InlineData("witness w VKEY https://name:word@w.example\nquorum w\n", "client-witness-policy")]
    [InlineData("log OTHER\nwitness w VKEY https://w.example\nquorum w\n", "client-witness-policy")]
    [InlineData("witness w VKEY https://w.example\n", "ledger-policy-malformed")]
    [InlineData("", "ledger-policy-malformed")]
    public void A_policy_for_serving_names_an_address_for_each_witness_and_this_log(string text, string? code)
    {
        using var other = SigningKey.Generate("log.example/other");
        File.WriteAllText(path, text.Replace("VKEY", witness.Verifier.ToString(), StringComparison.Ordinal)
            .Replace("LOG", log.Verifier.ToString(), StringComparison.Ordinal).Replace("OTHER", other.Verifier.ToString(), StringComparison.Ordinal));
        Assert.Equal(code, WitnessArguments.Read(path, log.Verifier).Refusal?.Code);
    }

    [Fact]
    public void No_file_and_a_quorum_of_none_ask_nobody_and_a_file_that_is_not_there_is_no_policy_of_none()
    {
        Assert.Null(WitnessArguments.Read(null, log.Verifier).Value);
        File.WriteAllText(path, $"witness w {witness.Verifier} https://w.example\nquorum none\n");
        Assert.Null(WitnessArguments.Read(path, log.Verifier).Value);
        Assert.Equal("client-no-such-file", WitnessArguments.Read(path + ".gone", log.Verifier).Refusal?.Code);
    }

    public void Dispose()
    {
        File.Delete(path);
        log.Dispose();
        witness.Dispose();
    }
}
