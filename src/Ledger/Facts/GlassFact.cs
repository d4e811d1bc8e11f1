using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Facts;

/// <content>When a vault gave keys without the record, as the vault itself says it.</content>
public abstract partial record Fact
{
    /// <summary>70, <c>break-glass-told</c>: beside <see cref="BreakGlassUsed"/>, when that was, so that anyone can tell whether it was entered in time.</summary>
    /// <param name="Statement">SHA-256 of what the officers signed, lower-case hex.</param>
    /// <param name="Vault">Its id.</param>
    /// <param name="Used">On the vault's clock; not after <see cref="Fact.At"/>.</param>
    /// <param name="Note">The note that the vault signed, base64; <c>docs/spec/vault.md</c>.</param>
    public sealed record BreakGlassTold(string Statement, string Vault, DateTimeOffset Used, string Note, DateTimeOffset At) : Fact(At, 70)
    {
        /// <summary>Within so long it has to be in the record.</summary>
        public static TimeSpan Within { get; } = TimeSpan.FromHours(72);

        /// <summary>Entered later than it had to be.</summary>
        public bool Late => At - Used > Within;
    }
}

/// <content>When a vault gave keys without the record.</content>
public static partial class Facts
{
    public static byte[] BreakGlassTold(string statement, string vault, DateTimeOffset used, string note, DateTimeOffset at) =>
        Write(new Fact.BreakGlassTold(statement, vault, used, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(note)), at));

    /// <summary>Null where it is no kind of this family.</summary>
    private static Fact? Glass(string kind, long number, FactReader reader, DateTimeOffset at) => (kind, number) switch
    {
        ("break-glass-told", 70) => new Fact.BreakGlassTold(reader.Hash("statement"), reader.Text("vault"), reader.Time("used", most: at), reader.Base64("note"), at),
        _ => null,
    };

    private static JsonObject? GlassMembers(Fact fact) => fact switch
    {
        Fact.BreakGlassTold f => new() { ["kind"] = "break-glass-told", ["statement"] = f.Statement, ["vault"] = f.Vault, ["used"] = Strict.Timestamp(f.Used), ["note"] = f.Note },
        _ => null,
    };
}
