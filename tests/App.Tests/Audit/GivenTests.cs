using Writ.App.Audit;
using Writ.Ledger.Log;

namespace Writ.App.Tests.Audit;

/// <summary>What the vault says that it gave, against the log and against what the operator says became of it.</summary>
public sealed class GivenTests : IDisposable
{
    private readonly AuditHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public async Task What_was_given_and_told_is_counted_and_no_finding()
    {
        house.Authorise(house.Openings[1]);
        var (exit, codes, run) = await house.Audit();
        Assert.Empty(codes);
        Assert.Equal((0, 1), (exit, run.Given!.Given));
        using var text = new StringWriter();
        run.Print(text);
        Assert.Contains("says that it gave keys for 1 authorisations", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("by a key that the operator named", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Something_given_of_which_nothing_is_said_to_have_been_produced_is_told()
    {
        house.Give(house.Authorise(house.Openings[1]));
        return Finds(1, "audit-given-not-told");
    }

    [Fact]
    public Task A_statement_left_out_between_others_is_told()
    {
        house.Give(house.Authorise(house.Openings[0]));
        house.Give(house.Authorise(house.Openings[0]));
        house.Given.RemoveAt(1);
        house.Until = (3, null);
        return Finds(1, "audit-given-missing");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public Task Fewer_statements_than_the_vault_gave_are_told(long number)
    {
        house.Until = (number, null);
        return Finds(1, "audit-given-missing");
    }

    [Fact]
    public Task What_the_vault_says_of_a_time_before_the_last_production_does_not_cover_it()
    {
        house.Given.Clear();
        house.Until = (0, 1);
        return Finds(2, "audit-given-older");
    }

    [Fact]
    public Task Two_statements_of_one_number_are_told()
    {
        house.Give(house.Authorise(house.Openings[0]), number: 1);
        house.Until = (1, null);
        return Finds(1, "audit-given-twice");
    }

    [Fact]
    public Task More_statements_than_the_vault_says_there_are_are_told()
    {
        house.Until = (0, null);
        return Finds(1, "audit-given-twice");
    }

    [Fact]
    public Task Something_given_for_what_is_not_in_the_log_is_told()
    {
        var opening = house.Authorise(house.Openings[0]);
        house.Entries.RemoveAt(house.Entries.Count - 1);
        house.Sealed.Remove(AuditHouse.Hex(opening.Leaf()));
        house.Give(opening);
        return Finds(1, "audit-given-unlogged");
    }

    [Fact]
    public Task A_statement_that_the_vault_did_not_sign_is_told()
    {
        house.Given[0] = house.Given[0] with { Note = house.Given[0].Note.Replace("T13:", "T14:", StringComparison.Ordinal) };
        return Finds(1, "audit-given-false", "audit-given-missing");
    }

    [Fact]
    public Task What_says_that_it_is_of_another_vault_is_told()
    {
        house.Given[0] = house.Given[0] with { Vault = "another" };
        return Finds(1, "audit-given-false", "audit-given-missing");
    }

    [Fact]
    public async Task The_key_that_the_auditor_has_from_the_vault_s_own_people_decides()
    {
        house.Named = house.Vault.Verifier;
        var (exit, codes, run) = await house.Audit();
        Assert.Empty(codes);
        Assert.Equal(0, exit);
        Assert.Contains("by the key that you named", Assert.Single(run.Given!.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_key_that_the_operator_made_up_is_told()
    {
        using var other = SigningKey.Generate("vault");
        house.Named = other.Verifier;
        return Finds(1, "audit-given-false");
    }

    [Fact]
    public async Task An_export_without_it_could_not_be_checked()
    {
        var (exit, codes, _) = await house.Audit(between: h => File.Delete(h.File("export/given.sealed")));
        Assert.Equal((2, "audit-given-unreadable"), (exit, Assert.Single(codes)));
    }

    [Fact]
    public async Task One_that_breaks_off_could_not_be_checked()
    {
        var (exit, codes, _) = await house.Audit(between: h =>
        {
            var bytes = File.ReadAllBytes(h.File("export/given.sealed"));
            File.WriteAllBytes(h.File("export/given.sealed"), bytes[..^5]);
        });
        Assert.Equal((2, "audit-given-unreadable"), (exit, Assert.Single(codes)));
    }

    private async Task Finds(int exit, params string[] codes)
    {
        var found = await house.Audit();
        Assert.Equal(codes.Order(), found.Codes.Order());
        Assert.Equal(exit, found.Exit);
    }
}
