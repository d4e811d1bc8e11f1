using Writ.App.SignIn.Pages;

namespace Writ.App.SignIn.Session;

/// <summary>Addresses that carry where to go on, and nothing of a person.</summary>
internal static class SignInAddress
{
    public const string Page = "/sign-in";

    public const string Account = "/account";

    /// <summary>First page of a customer, and what begins the address of each page of theirs.</summary>
    public const string Mine = "/my";

    /// <summary>Where customers sign in.</summary>
    public const string MinePage = "/my/sign-in";

    /// <summary>Begins the address of a link by mail.</summary>
    public const string MyLink = "/my/link/";

    // Leads each to their own first page.
    public const string Home = "/home";

    /// <param name="back">Where to go after signing in; anything that is not a page of this site is dropped.</param>
    /// <param name="mine">To the customers' page for it; null: as <paramref name="back"/> says.</param>
    public static string To(string? back, Notice? notice = null, bool again = false, bool? mine = null)
    {
        var query = new QueryString();
        if (OwnPage(back) is { } page && page != Home && page != Mine) query = query.Add("to", page);
        if (notice is { } said) query = query.Add("said", Notices.Word(said));
        if (again) query = query.Add("again", "1");
        return ((mine ?? (back is not null && IsMine(new PathString(back.Split('?')[0])))) ? MinePage : Page) + query;
    }

    /// <summary>The address, where it is one of this site's own; otherwise null: nobody is sent elsewhere from here.</summary>
    public static string? OwnPage(string? address) =>
        address is ['/', ..] && address.Length <= 400
        && !(address.Length > 1 && address[1] is '/' or '\\')
        && !address.Any(c => char.IsControl(c) || c is '\\')
        && !address.StartsWith(Page, StringComparison.Ordinal)
        && !address.StartsWith(MinePage, StringComparison.Ordinal)
        && !address.StartsWith(MyLink, StringComparison.Ordinal)
            ? address
            : null;

    /// <summary>Whether it is a page for customers, or for passers-by who have no account.</summary>
    public static bool IsMine(PathString path) =>
        path.StartsWithSegments(Mine, StringComparison.Ordinal) || path.StartsWithSegments("/feed", StringComparison.Ordinal) || path.StartsWithSegments("/ask", StringComparison.Ordinal);
}
