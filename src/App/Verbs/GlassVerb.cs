using System.CommandLine;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Register;

namespace Writ.App.Verbs;

/// <summary><c>writ key sign-glass</c>: an officer of break-glass reads what they sign, and signs it with their own key on their own machine.</summary>
internal static class GlassVerb
{
    private const int MostStatement = 1024 * 1024;

    private static Refusal NoStatement { get; } = new("client-no-statement", "That file is no statement; take it from the page of the case again.");

    public static Command Build()
    {
        var key = new Option<string>("--key") { Required = true, Description = "Your private key (PEM), as writ key new wrote it" };
        var statement = new Option<string>("--statement") { Required = true, Description = "The statement, as the page gave it" };
        var command = new Command("sign-glass", "Show what a statement for break-glass opens, and print your signature of it") { key, statement };
        command.SetAction(parse =>
        {
            if (!GivenFile.Bytes(parse.GetValue(statement)!).TryGet(out var bytes, out var refusal)) return Common.Fail(refusal);
            if (!GivenFile.Text(parse.GetValue(key)!).TryGet(out var pem, out refusal)) return Common.Fail(refusal);
            return bytes.Length > MostStatement ? Common.Fail(NoStatement) : Sign(bytes, pem, Console.Out, Console.Error);
        });
        return command;
    }

    /// <summary>What it opens goes to people, the signature to where it can be piped from.</summary>
    public static int Sign(byte[] statement, string pem, TextWriter output, TextWriter people)
    {
        if (!AuthorisationOpening.FromJson(statement).TryGet(out var opening, out _)) return Common.Fail(NoStatement);
        if (!Base.Sealing.PrivateKey.ImportPem(pem).TryGet(out var known, out var refusal)) return Common.Fail(refusal);
        using var mine = known;
        var record = opening.Record;
        people.WriteLine($"Statement  {Convert.ToHexStringLower(SHA256.HashData(statement))}");
        people.WriteLine($"Demand     {record.Asked}, decided by {record.Reviewer}, approved by {record.Approver}");
        foreach (var item in record.Items) people.WriteLine($"Opens      {item.Category} of {item.Account}, {item.From:yyyy-MM-dd} to {item.To:yyyy-MM-dd}");
        people.WriteLine($"For keys   {string.Join(", ", record.RecipientKeys)}");
        people.WriteLine($"Until      {record.Expires:yyyy-MM-dd HH:mm} UTC, with the token {record.Nonce}");
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        byte[] signed = [.. "writ.break-glass/v1\n"u8, .. statement];
        output.WriteLine($"{Convert.ToBase64String(mine.Public.Spki)} {Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}");
        return 0;
    }
}
