using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register.Approvals;

namespace Writ.App.Verbs;

/// <summary><c>writ key sign-decision</c>: a reviewer or approver reads what they decided, and signs it with their own key on their own machine.</summary>
internal static class DecisionVerb
{
    private static Refusal NoStatement { get; } = new("client-no-decision", "That file is no statement of a decision; take it from the page of the case again.");

    public static Command Build()
    {
        var key = new Option<string>("--key") { Required = true, Description = "Your private key (PEM), as writ key new wrote it" };
        var statement = new Option<string>("--statement") { Required = true, Description = "The statement, as the page gave it" };
        var command = new Command("sign-decision", "Show what you decided and would sign, and print it signed") { key, statement };
        command.SetAction(parse =>
        {
            if (!GivenFile.Bytes(parse.GetValue(statement)!).TryGet(out var bytes, out var refusal)) return Common.Fail(refusal);
            if (!GivenFile.Text(parse.GetValue(key)!).TryGet(out var pem, out refusal)) return Common.Fail(refusal);
            return Sign(bytes, pem, Console.Out, Console.Error);
        });
        return command;
    }

    /// <summary>What is decided goes to people, what is signed to where it can be piped from.</summary>
    public static int Sign(byte[] statement, string pem, TextWriter output, TextWriter people)
    {
        if (!ApprovalStatement.Parse(statement).TryGet(out var said, out _)) return Common.Fail(NoStatement);
        if (!Base.Sealing.PrivateKey.ImportPem(pem).TryGet(out var known, out var refusal)) return Common.Fail(refusal);
        using var mine = known;
        people.WriteLine($"You sign   as {(said.Role == ApproverRoles.Reviewer ? "the reviewer" : "the approver")}, {said.Person}");
        people.WriteLine($"Demand     {said.Demand}, register leaf {said.RegisterLeaf}");
        people.WriteLine($"Vault      {said.VaultId}");
        foreach (var item in said.Items) people.WriteLine($"May open   {item.Category} of {item.Account}, {Day(item.From, "from the first day")} to {Day(item.To, "the last day there is")} (item {item.Item})");
        people.WriteLine($"For keys   {(said.RecipientKeys is { } keys ? string.Join(", ", keys) : "whichever the requester has when it is approved")}");
        people.WriteLine($"Until      {said.Until:yyyy-MM-dd HH:mm} UTC");
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var signature = key.SignData(ApprovalStatement.Signed(statement), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        output.WriteLine(Encoding.UTF8.GetString(new SignedApproval(statement, mine.Public.Spki.ToArray(), new ApprovalSignature.Plain(signature)).ToJson()));
        return 0;
    }

    private static string Day(DateOnly? day, string none) => day is { } known ? $"{known:yyyy-MM-dd}" : none;
}
