namespace Writ.Gate.Notices;

/// <summary>How people are told.</summary>
/// <param name="Company">As it signs.</param>
/// <param name="Letterhead">Postal address and unit of the company, one line each; may be empty.</param>
/// <param name="TimeToObject">Between the notice and the answer. Whole days are calendar days after the day of sending; less than a day runs from the moment of sending; zero is over at once, which only samples and tests should want.</param>
/// <param name="Zone">The company's: in it days begin and end.</param>
/// <param name="Site">Where strangers find the site, as it is typed: <c>requests.example.org</c>. Asked when a notice is made.</param>
/// <param name="Tells">False only where nobody lives behind the accounts: a replay.</param>
public sealed record NoticeOptions(
    string Company, IReadOnlyList<string> Letterhead, TimeSpan TimeToObject, TimeZoneInfo Zone, Func<IServiceProvider, string> Site, bool Tells = true);
