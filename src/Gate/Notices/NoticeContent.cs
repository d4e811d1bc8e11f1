using System.Text.Json;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Gate.Notices;

/// <summary>What a notice says, as it lies sealed.</summary>
/// <param name="Reference">As printed.</param>
/// <param name="Tells">What happened; of a delayed notice, what happened while it was delayed.</param>
/// <param name="Time">Frozen when the words are made.</param>
/// <param name="Bar">What forbade to tell, where something did.</param>
/// <param name="Answer">Of an answered objection.</param>
internal sealed record NoticeContent(
    string Reference, NoticeKind Tells, NoticeAsk Ask, IReadOnlyList<NoticeItem> Items, ObjectTime? Time = null, BarPast? Bar = null,
    ObjectionAnswer? Answer = null)
{
    public override string ToString() => "NoticeContent";
}

/// <summary>A bar that has ended.</summary>
/// <param name="ByCourt">A court's order; otherwise a statute.</param>
/// <param name="Until">The day on which it had ended.</param>
internal sealed record BarPast(bool ByCourt, DateOnly Until);

/// <param name="Upheld">Otherwise overruled.</param>
/// <param name="Reason">The reviewer's.</param>
internal sealed record ObjectionAnswer(bool Upheld, string Reason, DateTimeOffset MadeAt);

/// <summary>Seals what notices and objections say. One a data folder.</summary>
public sealed class NoticeKey(ReadOnlySpan<byte> key32)
{
    internal RowKey Rows { get; } = new(key32, "notice");

    internal byte[] Seal<T>(string row, T content) => Rows.Seal(row, JsonSerializer.SerializeToUtf8Bytes(content));

    /// <summary>Throws where the key is another's: a notice that cannot be read must not be taken for none.</summary>
    internal T Open<T>(string row, byte[] sealedBytes) => JsonSerializer.Deserialize<T>(Rows.Open(row, sealedBytes).Value)!;

    internal NoticeContent Open(NoticeRow row) => Open<NoticeContent>(row.Id.Text, row.Sealed);
}
