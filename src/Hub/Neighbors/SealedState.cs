using System.Text.Json;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Neighbors;

/// <summary>Something small that the hub keeps in its folder, sealed for the household as drafts of clips are. Any thread.</summary>
internal sealed class SealedState<T>(HubFolder folder, Keyring ring, string name, T none)
    where T : class
{
    private readonly Lock gate = new();

    private T? known;

    private string File => Path.Combine(folder.Root, name);

    /// <summary>What is not there, or does not open, is <c>none</c>.</summary>
    public T Now
    {
        get
        {
            lock (gate) return known ??= Read() ?? none;
        }
    }

    /// <summary>Durable when this returns; false where <paramref name="may"/> says no to what is there.</summary>
    public bool Set(T next, Func<T, bool>? may = null)
    {
        lock (gate)
        {
            if (may?.Invoke(Now) == false) return false;
            Durable.Replace(File, HomeBox.Seal(ring.Current(), name, JsonSerializer.SerializeToUtf8Bytes(next, HubWire.Json)));
            known = next;
            return true;
        }
    }

    private T? Read()
    {
        if (!System.IO.File.Exists(File)) return null;
        var box = System.IO.File.ReadAllBytes(File);
        if (HomeBox.Generation(box) is not { } generation || ring.Of(generation) is not { } key || !HomeBox.Open(key, name, box).TryGet(out var json, out _)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json, HubWire.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
