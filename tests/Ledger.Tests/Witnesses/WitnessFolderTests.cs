using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Ledger.Tests.Witnesses;

/// <summary>The state of a witness: never a smaller size after a larger one, whatever happens to it.</summary>
public sealed class WitnessFolderTests : IDisposable
{
    private readonly WitnessHouse house = new();

    [Fact]
    public void Of_many_that_race_from_one_size_exactly_one_is_cosigned_and_nothing_goes_back()
    {
        var notes = Enumerable.Range(1, 40).Select(house.Grow).ToList();
        var bodies = notes.Select(note => house.Body(0, note)).ToList();
        var answers = new WitnessAnswer[bodies.Count];
        Parallel.For(0, bodies.Count, i => answers[i] = house.Take(bodies[i]));
        var won = Assert.Single(Enumerable.Range(0, 40), i => answers[i] is WitnessAnswer.Cosigned);
        Assert.All(answers.Where(a => a is not WitnessAnswer.Cosigned), a => Assert.Equal(new WitnessAnswer.OtherSize(won + 1), a));
        house.Restart();
        Assert.Equal(new WitnessAnswer.OtherSize(won + 1), house.Take(new AddCheckpoint(won + 2, [], house.Grow(50)).ToText()));
    }

    [Fact]
    public void Racing_step_by_step_the_sizes_that_were_cosigned_only_rise()
    {
        var notes = Enumerable.Range(1, 30).Select(house.Grow).ToList();
        var proofs = notes.Select((note, i) => Enumerable.Range(0, i + 1).Select(old => house.Body(old, note)).ToArray()).ToArray();
        var order = new List<int>();
        Parallel.For(0, 4, _ =>
        {
            for (var size = 1; size <= 30; size++)
            {
                long old = 0;
                for (var tries = 0; tries < 50 && old < size; tries++)
                {
                    lock (order)
                    {
                        // Written down in the order in which they were given; the lock is the test's.
                        var answer = house.Take(proofs[size - 1][old]);
                        if (answer is WitnessAnswer.Cosigned)
                        {
                            order.Add(size);
                            break;
                        }

                        old = Assert.IsType<WitnessAnswer.OtherSize>(answer).Size;
                    }
                }
            }
        });
        Assert.Equal(order.Order(), order);
        Assert.Equal(30, order[^1]);
    }

    [Fact]
    public void A_new_start_knows_what_was_cosigned_and_keeps_its_key()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        var key = house.Witness.Verifier;
        house.Restart();
        Assert.Equal(key, house.Witness.Verifier);
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(house.Body(0, five)));
        var nine = house.Grow(9);
        house.Cosigned(nine, house.Take(house.Body(5, nine)));
    }

    [Fact]
    public void A_draft_that_a_crash_left_beside_the_state_changes_nothing()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        File.WriteAllText(house.State + ".draft", "half of a no");
        house.Witness.Dispose();
        house.Restart();
        var nine = house.Grow(9);
        house.Cosigned(nine, house.Take(house.Body(5, nine)));
    }

    [Fact]
    public void Torn_at_any_byte_changed_or_gone_the_state_is_no_state_and_nothing_is_cosigned()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        var (path, whole) = (house.State, File.ReadAllBytes(house.State));
        var nine = house.Grow(9);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Damaged(house.Take(house.Body(5, nine)));
            Damaged(house.Take(house.Body(0, nine)));
        }

        File.WriteAllText(path, File.ReadAllText(path).Replace("5", "4", StringComparison.Ordinal));
        Damaged(house.Take(house.Body(5, nine)));
        File.Delete(path);
        Damaged(house.Take(house.Body(0, nine)));

        // Adding the log again does not begin it anew.
        Assert.False(WitnessFolder.Add(house.Folder, house.Key.Verifier.ToString()).Value);
        Damaged(house.Take(house.Body(0, nine)));
        File.WriteAllBytes(path, whole);
        house.Cosigned(nine, house.Take(house.Body(5, nine)));
    }

    [Fact]
    public void A_disk_that_is_full_gives_no_cosignature_and_nothing_is_forgotten()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));

        // A folder in the draft's place refuses as a full disk does.
        Directory.CreateDirectory(house.State + ".draft/x");
        var nine = house.Grow(9);
        Assert.ThrowsAny<Exception>(() => house.Take(house.Body(5, nine)));
        Directory.Delete(house.State + ".draft", recursive: true);
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(house.Body(3, nine)));
        house.Cosigned(nine, house.Take(house.Body(5, nine)));
    }

    [Fact]
    public void A_clock_set_back_a_little_repeats_the_last_time_and_set_back_far_gets_no_cosignature()
    {
        var five = house.Grow(5);
        Assert.Equal(WitnessHouse.Noon, house.Cosigned(five, house.Take(house.Body(0, five))).At);
        Assert.Equal(WitnessHouse.Noon, house.Cosigned(five, house.Take(house.Body(5, five), WitnessHouse.Noon.AddSeconds(-60))).At);
        var no = Assert.IsType<WitnessAnswer.CannotNow>(house.Take(house.Body(5, five), WitnessHouse.Noon.AddSeconds(-61)));
        Assert.Equal("witness-clock-back", no.Code);
        Assert.Equal(WitnessHouse.Noon.AddSeconds(1), house.Cosigned(five, house.Take(house.Body(5, five), WitnessHouse.Noon.AddSeconds(1))).At);
    }

    [Fact]
    public void One_process_at_a_time_and_a_log_can_be_added_beside_it()
    {
        Assert.Equal("witness-in-use", WitnessFolder.Open(house.Folder, null).Refusal?.Code);
        using var other = SigningKey.Generate("log.example/other");
        Assert.True(WitnessFolder.Add(house.Folder, other.Verifier.ToString()).Value);
        Assert.Equal(2, house.Witness.Logs().Count);
        var note = other.SignNote(new Checkpoint("log.example/other", 0, Rfc6962.EmptyRoot.ToArray()).ToText());
        Assert.IsType<WitnessAnswer.Cosigned>(house.Take(new AddCheckpoint(0, [], note).ToText()));
    }

    [Fact]
    public void A_second_key_of_a_log_keeps_its_state()
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        using var second = SigningKey.Generate(house.Key.Verifier.Name);
        Assert.True(WitnessFolder.Add(house.Folder, second.Verifier.ToString()).Value);
        Assert.Equal(new WitnessAnswer.OtherSize(5), house.Take(new AddCheckpoint(0, [], second.SignNote(Text(five))).ToText()));
        Assert.IsType<WitnessAnswer.Cosigned>(house.Take(new AddCheckpoint(5, [], second.SignNote(Text(five))).ToText()));
    }

    [Fact]
    public void What_is_no_logs_key_is_not_added_and_a_name_has_its_form()
    {
        Assert.Equal("witness-log-key", WitnessFolder.Add(house.Folder, house.Witness.Verifier.ToString()).Refusal?.Code);
        Assert.Equal("ledger-vkey-malformed", WitnessFolder.Add(house.Folder, "log.example").Refusal?.Code);
        Assert.Equal("witness-name", WitnessFolder.Open(house.Folder + "2", "a name").Refusal?.Code);
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("vkey")]
    public void Without_its_seed_or_key_a_witness_that_has_cosigned_does_not_start(string file)
    {
        var five = house.Grow(5);
        house.Cosigned(five, house.Take(house.Body(0, five)));
        house.Witness.Dispose();
        var path = Path.Combine(house.Folder, file);
        var kept = File.ReadAllBytes(path);
        File.Delete(path);
        Assert.Equal("witness-folder-incomplete", WitnessFolder.Open(house.Folder, null).Refusal?.Code);
        File.WriteAllBytes(path, kept);
        house.Restart();
    }

    public void Dispose() => house.Dispose();

    private static string Text(string note) => note[..(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];

    private static void Damaged(WitnessAnswer answer) => Assert.Equal("witness-state-damaged", Assert.IsType<WitnessAnswer.CannotNow>(answer).Code);
}
