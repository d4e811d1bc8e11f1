using System.Security.Cryptography;
using System.Text;

namespace Writ.Kit;

/// <summary>The one style element of a mail. Programs that drop it still show headings, paragraphs and tables in order.</summary>
public static class MailLooks
{
    internal const string Css =
        "body{margin:0;padding:0;background:#fbf9f4;color:#1d211d;font-family:'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif;font-size:17px;line-height:1.5}"
        + ".outer{background:#fbf9f4}.inner{width:100%;max-width:600px}td,th,p,li,blockquote{overflow-wrap:anywhere;word-break:break-word}"
        + ".preview{display:none;max-height:0;overflow:hidden}"
        + ".sender{padding:28px 24px 12px;border-bottom:3px double #1d211d;font-family:Georgia,'Times New Roman',serif;font-size:20px;font-weight:600}"
        + ".body{padding:16px 24px 8px}h1{margin:12px 0 16px;font:500 28px/1.2 Georgia,'Times New Roman',serif}h2{margin:24px 0 8px;font:600 20px/1.25 Georgia,'Times New Roman',serif}"
        + "p{margin:0 0 14px}ul{margin:0 0 14px;padding-inline-start:22px}li{margin:0 0 6px}"
        + ".facts{margin:0 0 18px;border-top:1px solid #d9d3c3}.facts th,.facts td{padding:8px 0;border-bottom:1px solid #d9d3c3;text-align:start}.facts th{width:38%;padding-inline-end:16px;font-weight:600}"
        + ".from{margin-bottom:6px;color:#565c52;font-size:15px}blockquote{margin:0 0 18px;padding:10px 16px;border-inline-start:4px solid #7a5407;background:#f7ebcd;white-space:pre-wrap}"
        + ".check{padding:14px 24px 6px;background:#f3eee2;border-top:3px solid #9a2f1c}.check h2{margin-top:4px}"
        + ".foot{padding:18px 24px 36px;color:#565c52;font-size:14px}.hidden-character{padding:0 3px;border:1px solid #9a2f1c;color:#9a2f1c;font-family:monospace;font-size:13px}"
        + ".govuk-visually-hidden{display:none}"
        + "@media (prefers-color-scheme:dark){body,.outer{background:#151714;color:#ece8dc}.sender{border-color:#b9b5a5}.facts,.facts th,.facts td{border-color:#383b33}"
        + ".from,.foot{color:#b0ae9f}blockquote{background:#352a12;border-color:#e6c073}.check{background:#1f221d;border-color:#f2a189}.hidden-character{color:#f2a189;border-color:#f2a189}}";

    /// <summary>Content-Security-Policy for showing a mail in the browser: its style element by hash, and nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; frame-ancestors 'none'";
}
