namespace Writ.App.Record;

/// <summary>When a promise that is not kept yet becomes a matter of alarm.</summary>
internal static class PromiseWarning
{
    /// <summary>A person has to be able to do something about it in that time.</summary>
    public static TimeSpan Last { get; } = TimeSpan.FromHours(6);
}
