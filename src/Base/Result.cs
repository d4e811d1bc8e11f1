using System.Diagnostics.CodeAnalysis;

namespace Writ.Base;

/// <summary>The one result type of the house: a value, or the refusal that stands in its place.</summary>
public readonly struct Result<T> : IAnswer
{
    private readonly T? value;

    private Result(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>Null exactly when there is a value.</summary>
    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>The value; asking for it of a refusal is a bug and throws.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"No value: {Refusal.Code}");

    object? IAnswer.Content => value;

    public bool TryGet([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Refusal? refusal)
    {
        result = value;
        refusal = Refusal;
        return refusal is null;
    }

    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Refusal is null ? next(value!) : Refusal;

    public Result<TNext> Map<TNext>(Func<T, TNext> map) => Refusal is null ? map(value!) : Refusal;

    /// <summary>For a <typeparamref name="T"/> that is an interface, which no conversion can start from.</summary>
    public static Result<T> Of(T value) => new(value, null);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
