namespace Writ.Kit;

/// <summary>What every page of a site has in common.</summary>
/// <param name="Publisher">The company, as it calls itself.</param>
/// <param name="Sample">True: every page says that company and cases are made up.</param>
/// <param name="Nav">The main parts, in order.</param>
/// <param name="AsOf">One line that says which state of the record the page was made from.</param>
/// <param name="Doors">Where people go who are concerned themselves; null: not from this site, which is a copy.</param>
public sealed record Site(string Publisher, bool Sample, IReadOnlyList<NavItem> Nav, string AsOf, IReadOnlyList<NavItem>? Doors = null);

/// <summary>One part of the site in the header. It is current on its address and on everything below.</summary>
/// <param name="Text">One or two words.</param>
/// <param name="Address">Where it starts.</param>
/// <param name="Count">How much waits there; null: not said.</param>
public sealed record NavItem(string Text, string Address, int? Count = null);

/// <summary>One step of the way back up; the last has no address.</summary>
public sealed record Crumb(string Text, string? Address = null);
