using Writ.Base;

namespace Writ.Demands.Unseal;

internal static class UnsealRefusals
{
    public static Refusal None { get; } = new(
        "unseal-none", "Choose at least one demand, and at most 500 at a time.", RefusalKind.Invalid, "/demands");

    public static Refusal NotWithheld { get; } = new(
        "unseal-not-withheld", "One of these is no demand whose leaf is withheld; choose from the list.", RefusalKind.Refused);

    public static Refusal Already { get; } = new(
        "unseal-already", "One of these is unsealed already; load the list again.", RefusalKind.Conflict);

    public static Refusal Barred { get; } = new(
        "unseal-barred", "A bar stands for one of these, or nobody has said yet that there is none; wait for its end or have it lifted.", RefusalKind.Refused);

    public static Refusal NotReported { get; } = new(
        "unseal-not-reported", "The final report that counts one of these is not published yet; publish it first.", RefusalKind.Refused);
}
