using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Ledger.Tests.Witnesses;

/// <summary>Every answer of tlog-witness, and what the witness knows after each.</summary>
public sealed class ConversationTests : IDisposable
{
    private readonly WitnessHouse house = new();

    [Fact]
    public void A_log_that_grows_is_cosigned_step_by_step_and_every_wrong_step_gets_its_own_answer()
    {
        var one = house.Grow(1);
        house.Cosigned(one, house.Take(house.Body(0, one)));

        // Signed by a key that is not the log's.
        var three = house.Grow(3);
        using var stranger = SigningKey.Generate(house.Key.Verifier.Name);
        Assert.IsType<WitnessAnswer.NotSigned>(house.Take(house.Body(1, three).Replace(three, stranger.SignNote(Text(three)), StringComparison.Ordinal)));

        // The log's own name and id over a false signature.
        Assert.IsType<WitnessAnswer.NotSigned>(house.Take(house.Body(1, three).Replace(three, Bent(three), StringComparison.Ordinal)));

        // A log that nobody told it of.
        using var other = SigningKey.Generate("log.example/other");
        var elsewhere = other.SignNote(Text(three).Replace("log.example/writ", "log.example/other", StringComparison.Ordinal));
        Assert.IsType<WitnessAnswer.UnknownLog>(house.Take(new AddCheckpoint(1, [], elsewhere).ToText()));

        // No proof, a false proof, the right one.
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(1, [], three).ToText()));
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(1, [new byte[32], new byte[32]], three).ToText()));
        house.Cosigned(three, house.Take(house.Body(1, three)));

        // From a size that it has left behind, with a proof that would hold.
        var five = house.Grow(5);
        Assert.Equal(new WitnessAnswer.OtherSize(3), house.Take(house.Body(1, five)));
        house.Cosigned(five, house.Take(house.Body(3, five)));
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(house.Body(0, five)));
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(house.Body(3, five)));
    }

    [Fact]
    public void An_old_size_above_the_new_one_is_malformed_even_where_the_old_one_is_known()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        using var writer = new WitnessHouse();
        var small = house.Key.SignNote(Text(writer.Grow(3)));
        Assert.IsType<WitnessAnswer.Malformed>(house.Take(new AddCheckpoint(5, [], small).ToText()));

        // And of a smaller one with its own size, that another is known.
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(new AddCheckpoint(3, [], small).ToText()));
    }

    [Fact]
    public void The_same_checkpoint_is_cosigned_again_with_a_new_time_and_another_root_of_its_size_never()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        var again = house.Cosigned(five, house.Take(house.Body(5, five), WitnessHouse.Noon.AddMinutes(7)));
        Assert.Equal(WitnessHouse.Noon.AddMinutes(7), again.At);
        var fork = house.Key.SignNote(new Checkpoint(house.Key.Verifier.Name, 5, new byte[32]).ToText());
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(5, [], fork).ToText()));
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(5, [new byte[32]], five).ToText()));
    }

    [Fact]
    public void An_empty_log_is_cosigned_and_an_empty_one_with_a_root_is_not()
    {
        var empty = house.Grow(0);
        house.Cosigned(empty, house.Take(house.Body(0, empty)));
        var odd = house.Key.SignNote($"{house.Key.Verifier.Name}\n0\n{Convert.ToBase64String(new byte[32])}\n");
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(0, [], odd).ToText()));
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(0, [new byte[32]], house.Grow(2)).ToText()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old 0\n\n")]
    [InlineData("old 00\n\nNOTE")]
    [InlineData("old -1\n\nNOTE")]
    [InlineData("old +1\n\nNOTE")]
    [InlineData("old 9223372036854775808\n\nNOTE")]
    [InlineData("OLD 0\n\nNOTE")]
    [InlineData("old  0\n\nNOTE")]
    [InlineData("old 0\r\n\r\nNOTE")]
    [InlineData("old 0\nAAAA\n\nNOTE")]
    [InlineData("old 0\nnot base64\n\nNOTE")]
    [InlineData("\nold 0\n\nNOTE")]
    [InlineData("old 0\n\nno note\n")]
    [InlineData("old 0\n\nlog.example/writ\n1\nAAAA\n\n— log.example/writ AAAAAAAA\n")]
    [InlineData("old 0\n\nlog.example/writ\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— log.example/writ AAAAAAAA\n")]
    [InlineData("old 0\n\nlog.example/writ\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n\n— log.example/writ AAAAAAAA\n")]
    public void What_has_not_the_form_is_malformed(string body) =>
        Assert.IsType<WitnessAnswer.Malformed>(house.Take(body.Replace("NOTE", house.Grow(3), StringComparison.Ordinal)));

    [Fact]
    public void Sixty_three_hashes_are_read_and_sixty_four_are_not()
    {
        var note = house.Grow(3);
        byte[][] Hashes(int count) => [.. Enumerable.Repeat(new byte[32], count)];
        Assert.IsType<WitnessAnswer.Inconsistent>(house.Take(new AddCheckpoint(0, Hashes(63), note).ToText()));
        Assert.IsType<WitnessAnswer.Malformed>(house.Take(new AddCheckpoint(0, Hashes(64), note).ToText()));
    }

    [Fact]
    public void What_it_shows_has_the_logs_signature_and_its_own_and_no_strangers()
    {
        var hash = AddCheckpoint.MonitorPath(house.Key.Verifier.Name).Split('/')[0];
        Assert.Null(house.Witness.Shown(hash));
        var five = house.Grow(5);
        using var stranger = SigningKey.Generate("somebody.example");
        var signed = five + stranger.SignNote(Text(five))[(Text(five).Length + 1)..];
        house.Cosigned(five, house.Take(house.Body(0, five).Replace(five, signed, StringComparison.Ordinal)));

        var shown = house.Witness.Shown(hash)!;
        Assert.Equal(5, Checkpoint.Open(shown, [house.Key.Verifier, house.Witness.Verifier], out var signers).Value.Size);
        Assert.Equal(2, signers.Count);
        Assert.DoesNotContain("somebody", shown, StringComparison.Ordinal);
        Assert.Null(house.Witness.Shown(hash.ToUpperInvariant()));
        Assert.Null(house.Witness.Shown("../seed"));
        Assert.Null(house.Witness.Shown(new string('0', 64)));
    }

    public void Dispose() => house.Dispose();

    private static string Text(string note) => note[..(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];

    /// <summary>One bit of the signature is another.</summary>
    private static string Bent(string note)
    {
        var words = note.TrimEnd('\n').Split(' ');
        var bytes = Convert.FromBase64String(words[^1]);
        bytes[20] ^= 1;
        return note.Replace(words[^1], Convert.ToBase64String(bytes), StringComparison.Ordinal);
    }
}
