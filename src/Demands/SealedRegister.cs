namespace Writ.Demands;

/// <summary>Whether the record hides when a demand came in, and how many: a schedule of batches is in force. For advice; the act of filing looks for itself.</summary>
public sealed class SealedRegister
{
    private volatile bool stands;

    /// <summary>Set by whoever writes the batches.</summary>
    public bool Stands
    {
        get => stands;
        set => stands = value;
    }
}
