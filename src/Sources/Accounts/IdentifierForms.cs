using System.Globalization;
using Writ.Base;

namespace Writ.Sources.Accounts;

/// <summary>
/// The kinds of identifier an account can be found by, a closed set, and the one form each is looked up in. Whether a
/// form is possible may be told to anyone; whether an account has it, only a decision tells.
/// </summary>
public static class IdentifierForms
{
    /// <summary>An address as in RFC 5321, without quoted local parts; case is not told apart.</summary>
    public const string Email = "email";

    /// <summary>ITU-T E.164 with its country code: <c>+12065550100</c>.</summary>
    public const string Phone = "phone";

    /// <summary>4 to 20 letters and digits, at least one digit; hyphens and blanks between them do not count.</summary>
    public const string CustomerNumber = "customer-number";

    /// <summary>17 digits, written 3-7-7.</summary>
    public const string OrderNumber = "order-number";

    public static IReadOnlyList<string> Kinds { get; } = [Email, Phone, CustomerNumber, OrderNumber];

    /// <summary>The form that is looked up. Refusals <c>sources-unknown-kind</c>, <c>sources-impossible-identifier</c>.</summary>
    public static Result<string> Normalise(string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Kinds.Contains(kind)) return SourcesRefusals.UnknownKind;
        if (value.Length > 400 || value.Any(char.IsControl)) return SourcesRefusals.ImpossibleIdentifier;
        var form = kind switch
        {
            Email => EmailOf(value.Trim()),
            Phone => PhoneOf(value),
            CustomerNumber => CustomerOf(value),
            _ => OrderOf(value),
        };
        return form is null ? SourcesRefusals.ImpossibleIdentifier : form;
    }

    private static string? EmailOf(string value)
    {
        var at = value.LastIndexOf('@');
        if (at is < 1 or > 64 || value.Length - at - 1 > 253) return null;
        var local = value[..at].ToLowerInvariant();
        if (local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal) || !local.All(IsLocal)) return null;
        return HostOf(value[(at + 1)..]) is { } host ? $"{local}@{host}" : null;
    }

    /// <summary>RFC 5321 atoms and dots; letters and digits of any script (RFC 6531).</summary>
    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);

    /// <summary>At least two labels, in ASCII (RFC 5891), the last not a number.</summary>
    private static string? HostOf(string host)
    {
        string ascii;
        try
        {
            ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = ascii.Split('.');
        return labels.Length >= 2 && ascii.Length <= 253 && labels.All(label => label.Length is > 0 and <= 63) && !labels[^1].All(char.IsAsciiDigit)
            ? ascii
            : null;
    }

    private static string? PhoneOf(string value)
    {
        var bare = Bare(value, "-.()/");
        if (bare.StartsWith("00", StringComparison.Ordinal)) bare = "+" + bare[2..];
        if (!bare.StartsWith('+')) return null;
        var digits = bare[1..];
        if (digits.Length is < 8 or > 15 || digits[0] == '0' || !digits.All(char.IsAsciiDigit)) return null;
        // North American numbering plan: ten digits after the 1, area and exchange beginning with 2 to 9.
        if (digits[0] == '1' && (digits.Length != 11 || digits[1] < '2' || digits[4] < '2')) return null;
        return bare;
    }

    private static string? CustomerOf(string value)
    {
        var bare = Bare(value, "-").ToUpperInvariant();
        return bare.Length is >= 4 and <= 20 && bare.All(char.IsAsciiLetterOrDigit) && bare.Any(char.IsAsciiDigit) ? bare : null;
    }

    private static string? OrderOf(string value)
    {
        var bare = Bare(value, "-");
        return bare.Length == 17 && bare.All(char.IsAsciiDigit) ? $"{bare[..3]}-{bare[3..10]}-{bare[10..]}" : null;
    }

    private static string Bare(string value, string without) =>
        string.Concat(value.Where(c => c != ' ' && !without.Contains(c, StringComparison.Ordinal)));
}
