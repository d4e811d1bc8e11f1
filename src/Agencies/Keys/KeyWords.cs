using Writ.Kit;

namespace Writ.Agencies.Keys;

/// <summary>The state of a key in words.</summary>
internal static class KeyWords
{
    public static string State(KeyView key, DateTimeOffset now) => key switch
    {
        { RevokedAt: { } at } => $"Revoked {WordsOf.Moment(at)}",
        _ when key.UsableFrom > now => $"Waits until {WordsOf.Moment(key.UsableFrom)}; nothing is sealed to it before",
        _ => "In use",
    };
}
