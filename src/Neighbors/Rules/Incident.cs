using Writ.Kit;
using Writ.Ledger.Requests;

namespace Writ.Neighbors.Rules;

/// <summary>What a request may be about. The list is closed, and lawful assembly is not on it. The words stand in the record.</summary>
/// <param name="Asks">The template: what a good request of this kind says.</param>
internal sealed record Incident(string Code, string Asks)
{
    public string Words => RequestWords.NameOf(Code);

    public static IReadOnlyList<Incident> All { get; } =
    [
        new("burglary", "Who or what entered or left, on foot or in what vehicle, by which way."),
        new("robbery", "What was taken and how; the way by which those who did it went."),
        new("assault", "What happened in which street; who left in which direction, by what they did."),
        new("sexual-assault", "Which way somebody went at which time. Nothing that lets the person harmed be known."),
        new("homicide", "Vehicles and movements in which street, at which time."),
        new("shooting", "Vehicles and movements before and after the shots."),
        new("vehicle-theft", "Make, colour and direction of the vehicle."),
        new("theft", "What was carried away, and which way."),
        new("arson", "Movements near the building before the fire was seen."),
        new("fire", "Where flames or smoke were seen first, and when."),
        new("hit-and-run", "Make, colour, damage and direction of the vehicle."),
        new("missing-person", "What they wore, which way they may have gone, whether they need help."),
        new("vandalism", "What was damaged, and movements near it at that time."),
        new("rescue", "Who or what is looked for, and where it was seen last."),
    ];

    public static IReadOnlyList<Choice> Choices { get; } = [.. All.Select(i => new Choice(i.Code, i.Words))];

    public static Incident? Find(string? code) => All.FirstOrDefault(i => i.Code == code);

    /// <summary>For a code that this house stored.</summary>
    public static Incident Of(string code) => Find(code) ?? throw new ArgumentException($"Not an incident: {code}", nameof(code));

    static Incident()
    {
        if (!All.Select(i => i.Code).SequenceEqual(RequestWords.Incidents)) throw new InvalidOperationException("The record's list and this one differ");
    }
}
