using System.Text.Json;
using Writ.Base;
using Writ.Hub.Keeping;

namespace Writ.Hub.Serve;

/// <summary>Which server the hub is paired with, and its token there: <c>server.json</c>, for its own user only.</summary>
internal sealed record ServerFile(Uri Address, string Token)
{
    /// <summary>Null until paired. Refusal <c>hub-folder-damaged</c>.</summary>
    public static Result<ServerFile?> Read(HubFolder folder)
    {
        var file = Of(folder);
        if (!File.Exists(file)) return Result<ServerFile?>.Of(null);
        try
        {
            return JsonSerializer.Deserialize<ServerFile>(File.ReadAllBytes(file)) is { } read ? read : KeepingRefusals.Damaged;
        }
        catch (JsonException)
        {
            return KeepingRefusals.Damaged;
        }
    }

    public void Write(HubFolder folder) => Durable.Replace(Of(folder), JsonSerializer.SerializeToUtf8Bytes(this));

    private static string Of(HubFolder folder) => Path.Combine(folder.Root, "server.json");
}
