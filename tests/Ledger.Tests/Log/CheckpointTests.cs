using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class CheckpointTests
{
    private const string Root = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";

    [Fact]
    public void Text_and_checkpoint_are_one()
    {
        var checkpoint = Checkpoint.Parse($"a.example/log\n7\n{Root}\n").Value;
        Assert.Equal(("a.example/log", 7L), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal($"a.example/log\n7\n{Root}\n", checkpoint.ToText());
    }

    [Theory]
    [InlineData("a.example\n07\n" + Root + "\n")]
    [InlineData("a.example\n-7\n" + Root + "\n")]
    [InlineData("a.example\n+7\n" + Root + "\n")]
    [InlineData("a.example\n 7\n" + Root + "\n")]
    [InlineData("a.example\n\n" + Root + "\n")]
    [InlineData("a.example\n9223372036854775808\n" + Root + "\n")]
    [InlineData("a.example\n0\n" + Root + "\n")]
    [InlineData("a.example\n7\n" + Root)]
    [InlineData("a.example\n7\n" + Root + "\nextension\n")]
    [InlineData("a.example\n7\ngSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlR=\n")]
    [InlineData("a.example\n7\ngSKyXoYZ\n")]
    [InlineData("\n7\n" + Root + "\n")]
    [InlineData("a example\n7\n" + Root + "\n")]
    public void A_checkpoint_out_of_shape_is_refused(string text) => Assert.Equal("ledger-checkpoint-malformed", Checkpoint.Parse(text).Refusal?.Code);

    [Fact]
    public void A_checkpoint_of_one_log_signed_by_another_is_refused()
    {
        using var other = SigningKey.Generate("b.example");
        var note = other.SignNote($"a.example\n7\n{Root}\n");
        Assert.Equal("ledger-note-unsigned", Checkpoint.Open(note, [other.Verifier]).Refusal?.Code);
    }
}
