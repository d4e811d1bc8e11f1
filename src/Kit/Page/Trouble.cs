namespace Writ.Kit;

/// <summary>Why a page cannot be shown; the number is the HTTP status.</summary>
public enum Trouble
{
    /// <summary>400: what was sent could not be read, or the form was too old.</summary>
    BadForm = 400,

    /// <summary>401: nobody is signed in, or the session ended.</summary>
    SignedOut = 401,

    /// <summary>403: signed in, but not allowed.</summary>
    NotAllowed = 403,

    /// <summary>404: there is no such page, or none that this person may know of. The two look the same.</summary>
    NotFound = 404,

    /// <summary>413: more than is taken.</summary>
    TooLarge = 413,

    /// <summary>429: too often.</summary>
    TooOften = 429,

    /// <summary>500: our fault.</summary>
    Broken = 500,

    /// <summary>503: closed for a while.</summary>
    Closed = 503,
}

internal static class TroubleWords
{
    extension(Trouble trouble)
    {
        public string Title => trouble switch
        {
            Trouble.BadForm => "This form cannot be taken",
            Trouble.SignedOut => "Sign in to go on",
            Trouble.NotAllowed => "You are not allowed to see this",
            Trouble.NotFound => "Page not found",
            Trouble.TooLarge => "That is too large",
            Trouble.TooOften => "Too many tries",
            Trouble.Broken => "Something is broken on our side",
            Trouble.Closed => "Closed for a while",
        };

        public string Sentence => trouble switch
        {
            Trouble.BadForm => "It was open too long, was sent twice, or did not come from our page. Nothing was changed. Go back, reload the page and send it again.",
            Trouble.SignedOut => "Your session ended, or you have not signed in yet. What you saved is still there.",
            Trouble.NotAllowed => "Your account does not have the role for it. If you need it, ask the person who manages your team’s access.",
            Trouble.NotFound => "If you typed the address, check it. If you followed a link from us, it may have expired.",
            Trouble.TooLarge => "What you sent is larger than we take here. Nothing was changed.",
            Trouble.TooOften => "Wait a few minutes and try again. Nothing was changed.",
            Trouble.Broken => "Nothing that you saved is lost. Try again later; if it happens again, tell us the number below.",
            Trouble.Closed => "We are working on the system. Nothing that you saved is lost. Deadlines keep running, and we know it.",
        };
    }
}
