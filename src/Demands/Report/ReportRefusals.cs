using Writ.Base;

namespace Writ.Demands.Report;

internal static class ReportRefusals
{
    public static Refusal NotSequenced { get; } = new(
        "reports-not-sequenced", "A demand of this period is not in the public record yet; publish again in a moment.", RefusalKind.Unavailable);

    public static Refusal AdjustmentHalfway { get; } = new(
        "reports-adjustment-halfway", "A leaf that stands in for another is in the record, and the fact that says so is not yet; publish again in a moment.", RefusalKind.Unavailable);

    public static Refusal BatchDue { get; } = new(
        "reports-batch-due",
        "The period is over, and the batch that closed with it has not gone out; publish again when it has: writ schedule show says when that is.",
        RefusalKind.Conflict);

    public static Refusal NotContiguous { get; } = new(
        "reports-register-not-contiguous",
        "The demands of this period are not one stretch of the register, because the clock went backwards; give a period that holds all of them.",
        RefusalKind.Conflict);

    public static Refusal BadPeriod { get; } = new(
        "reports-period", "Give a period such as 2026, 2026-h2, 2026-q3, 2026-07 or 2026-01-01--2026-05-31.", RefusalKind.Invalid);

    public static Refusal NotBegun { get; } = new(
        "reports-period-not-begun", "That period has not begun; publish a period that has.", RefusalKind.Refused);

    public static Refusal Raced { get; } = new(
        "reports-published-meanwhile", "Another version of this report was published just now; look at it first.", RefusalKind.Conflict);

    public static Refusal Gap { get; } = new(
        "reports-gap", "Demands before that period are in no report, and this one keeps demands closed; publish the earlier periods first.", RefusalKind.Conflict);

    public static Refusal Overlaps { get; } = new(
        "reports-period-overlaps", "That period overlaps a published one of other length; reports must tile the register without overlap.", RefusalKind.Conflict);
}
