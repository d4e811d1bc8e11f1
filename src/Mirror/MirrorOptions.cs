namespace Writ.Mirror;

/// <summary>What the mirror is given. It reads these folders and nothing else: no database, no clock, no secret.</summary>
public sealed class MirrorOptions
{
    /// <summary>Folder of published documents: <c>reports/index.json</c>, <c>reports/&lt;period&gt;/v&lt;n&gt;.json</c>.</summary>
    public string PublishedFolder { get; set; } = "";

    /// <summary>Folder of the record: <c>checkpoint</c>, <c>vkey</c>, <c>tile/</c>.</summary>
    public string LedgerFolder { get; set; } = "";

    /// <summary>The company whose pages these are, as it calls itself.</summary>
    public string Publisher { get; set; } = "";

    /// <summary>Where strangers find this site, for instance <c>https://example.org</c>; without a trailing slash.</summary>
    public string Address { get; set; } = "http://localhost:8080";

    /// <summary>
    /// True where the server of this record serves the site too: pages then lead to where people sign in, check a letter or report pressure. A copy of the
    /// files on a host of its own has none of that.
    /// </summary>
    public bool Doors { get; set; }

    /// <summary>True shows on every page that company and cases are made up.</summary>
    public bool Sample { get; set; }
}
