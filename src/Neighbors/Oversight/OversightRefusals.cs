using Writ.Base;

namespace Writ.Neighbors.Oversight;

internal static class OversightRefusals
{
    public static Refusal Areas(string fault) => new("oversight-areas-file", $"The file {Equity.AreasFile.Name} cannot be used: {fault}.");

    public static Refusal PressureAgency { get; } = new("oversight-pressure-agency", "Choose the agency from the list.", RefusalKind.Invalid, "/agency");

    public static Refusal PressureMonth { get; } = new("oversight-pressure-month", "Choose the month in which it was.", RefusalKind.Invalid, "/month");

    public static Refusal PressureKind { get; } = new("oversight-pressure-kind", "Choose what comes closest to what was done.", RefusalKind.Invalid, "/what");

    public static Refusal PressureWords { get; } = new(
        "oversight-pressure-words", "Write at most 2,000 characters, and nothing that cannot be seen; or leave this empty.", RefusalKind.Invalid, "/words");

    public static Refusal PressureFull { get; } = new(
        "oversight-pressure-full", "So many reports came today that no more are taken; send yours again tomorrow, or write to an oversight body.", RefusalKind.TooMany);

    public static Refusal NotYours { get; } = new("oversight-not-yours", "There is no such agency that you were named for; look at your list.", RefusalKind.Forbidden);
}
