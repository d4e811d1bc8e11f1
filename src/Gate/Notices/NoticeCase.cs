using Writ.Base;

namespace Writ.Gate.Notices;

/// <summary>A demand as a door tells the gate of it, so that people can be told.</summary>
/// <param name="Gag">The demand asserts that the person may not be told.</param>
public sealed record NoticeCase(DemandId Demand, bool Gag, NoticeAsk Ask, IReadOnlyList<NoticeCaseItem> Items);

/// <param name="Item">What is said of it.</param>
/// <param name="IdentifierKind">With the value it leads to the account concerned; never put into a notice.</param>
public sealed record NoticeCaseItem(NoticeItem Item, string IdentifierKind, string IdentifierValue);
