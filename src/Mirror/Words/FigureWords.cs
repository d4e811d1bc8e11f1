namespace Writ.Mirror.Words;

/// <summary>Plain names for the codes of published figures. A code without a name is shown as it is.</summary>
internal static class FigureWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["Amazon"] = "Amazon",
        ["Amazon(AWS split not reported)"] = "Amazon, AWS not shown apart",
        ["Amazon(ex-AWS)"] = "Amazon without AWS",
        ["AWS"] = "Amazon Web Services (AWS)",
        ["Amazon Store (EU DSA)"] = "Amazon Store, under the EU Digital Services Act",
        ["type"] = "Demands by instrument",
        ["country"] = "Demands by country",
        ["disclosure"] = "What was disclosed",
        ["notice"] = "People told",
        ["all"] = "All demands",
        ["subpoena"] = "Subpoenas",
        ["search_warrant"] = "Search warrants",
        ["other_court_order"] = "Other court orders",
        ["us_total"] = "All US demands",
        ["non_us"] = "Non-US requests",
        ["removal"] = "Removal requests",
        ["national_security"] = "National security requests",
        ["preservation"] = "Preservation requests",
        ["emergency_without_consent"] = "Emergency, without consent",
        ["users_notified"] = "Users notified",
        ["ALL"] = "All countries",
        ["OTHER"] = "Other countries",
        ["content"] = "Content",
        ["non_content"] = "Non-content information only",
        ["enterprise_or_gov_content_stored_outside_US_to_US_gov"] = "Enterprise or government content stored outside the US, to the US government",
        ["dsa_art9_orders_to_act"] = "Orders to act against illegal content (Art. 9)",
        ["dsa_art9_items"] = "Items named in those orders (Art. 9)",
        ["dsa_art10_orders_to_provide_info"] = "Orders to provide information (Art. 10)",
        ["received"] = "Received",
        ["full"] = "Full response",
        ["partial"] = "Partial response",
        ["none"] = "No response",
        ["full_or_partial"] = "Full or partial",
        ["full_pct"] = "Full response, share",
        ["full_or_partial_pct"] = "Full or partial, share",
        ["received_pct"] = "Received, share",
        ["share_pct"] = "Share",
        ["change_pct"] = "Change on the period before",
        ["processed"] = "Processed",
        ["disclosed"] = "Disclosed",
        ["count"] = "Number",
        ["items"] = "Items",
    };

    private static readonly Dictionary<string, string> DsaNames = new(StringComparer.Ordinal)
    {
        ["TOTAL"] = "Total",
        ["STATEMENT_CATEGORY_CONSUMER_INFORMATION"] = "Consumer information",
        ["STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"] = "Intellectual property",
        ["STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS"] = "Unsafe and prohibited products",
        ["STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER"] = "Not specified",
        ["KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS"] = "Too little information on traders",
        ["KEYWORD_PROHIBITED_PRODUCTS"] = "Prohibited products",
        ["KEYWORD_UNSAFE_PRODUCTS"] = "Unsafe products",
        ["KEYWORD_OTHER"] = "Other",
    };

    public static string Of(string code) => Names.GetValueOrDefault(code) ?? code;

    /// <summary>A row: countries are named, other codes looked up.</summary>
    public static string Row(string dimension, string category) =>
        dimension == "country" ? Countries.Name(category) : Of(category);

    public static string Dsa(string code) => DsaNames.GetValueOrDefault(code) ?? code;

    /// <summary>What a grade letter says, in one or two words.</summary>
    public static string Grade(string grade) => grade switch
    {
        "P" => "primary",
        "R" => "re-extracted",
        "S" => "press",
        "D" => "derived",
        "U" => "one article alone",
        _ => grade,
    };
}
