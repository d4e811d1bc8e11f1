using System.Globalization;

namespace Writ.Bench.Harness;

/// <summary>One thing that is measured, beside its limit or its peer, in one run.</summary>
internal interface IBench
{
    string Name { get; }

    Task<IReadOnlyList<Row>> Run(Workspace workspace);
}

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">With its unit.</param>
/// <param name="Peer">What it stands beside, with its unit.</param>
/// <param name="Ratio">Ours to peer: median of the rounds, and the least and the most of them.</param>
internal sealed record Row(string Bench, string What, string Ours, string Peer, string Ratio, string Goal)
{
    public const string Heading = "| bench | what | ours | beside | ratio (least - most) | goal |\n|---|---|---|---|---|---|";

    public override string ToString() => $"| {Bench} | {What} | {Ours} | {Peer} | {Ratio} | {Goal} |";
}

internal static class Text
{
    public static string Rate(double perSecond, string unit) => perSecond switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e6:0.00} M {unit}/s"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1e3:0.0} k {unit}/s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{perSecond:0} {unit}/s"),
    };

    public static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
