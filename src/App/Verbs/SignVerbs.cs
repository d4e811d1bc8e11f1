using System.CommandLine;
using System.Text.Json;
using Writ.App.Client;
using Writ.Base;
using Writ.Demands.Review;
using Writ.Demands.Review.Sign;
using Writ.Ledger.Facts;

namespace Writ.App.Verbs;

/// <summary><c>writ review statement</c> and <c>sign</c>: for people whose signing key is on a machine of their own.</summary>
internal static class SignVerbs
{
    private static Refusal NoSigned { get; } = new("client-signed", "That file is no signed statement; give what writ key sign-decision printed.");

    public static Option<string?> Signed { get; } = new("--signed") { Description = "File of what writ key sign-decision printed" };

    public static IEnumerable<Command> Build(Argument<string> id)
    {
        var role = new Option<string>("--role") { Description = "reviewer or approver", DefaultValueFactory = _ => ApproverRoles.Reviewer };
        var file = new Option<string>("--out") { Required = true, Description = "File to write the statement to" };
        yield return Common.Client("statement", "Fetch what you are to sign of a case", async (parse, api) =>
        {
            var found = await api.Get<StatementView>($"api/v1/review/{parse.GetValue(id)}/statement?role={Uri.EscapeDataString(parse.GetValue(role)!)}");
            if (!found.TryGet(out var view, out var refusal)) return Common.Fail(refusal);
            await File.WriteAllBytesAsync(parse.GetValue(file)!, view.Statement);
            return Common.Show(Result<object>.Of(new { view.Demand, view.Role, view.Key, file = parse.GetValue(file) }));
        }, id, role, file);
        var signed = new Option<string>("--signed") { Required = true, Description = Signed.Description };
        yield return Common.Client("sign", "Send your signature of what you decided", async (parse, api) =>
            Read(parse.GetValue(signed)!).TryGet(out var given, out var refusal)
                ? Common.Show(await api.Post<ReviewedView>($"api/v1/review/{parse.GetValue(id)}/signature", new SignRequest(parse.GetValue(role)!, given)))
                : Common.Fail(refusal), id, role, signed);
    }

    /// <summary>Refusals <c>client-signed</c> and those of files that cannot be read.</summary>
    public static Result<SignedDecision> Read(string path)
    {
        if (!GivenFile.Bytes(path).TryGet(out var bytes, out var refusal)) return refusal;
        try
        {
            return JsonSerializer.Deserialize<SignedDecision>(bytes, JsonSerializerOptions.Web) is { Statement: not null, Key: not null, Signature: not null } read ? read : NoSigned;
        }
        catch (JsonException)
        {
            return NoSigned;
        }
    }
}
