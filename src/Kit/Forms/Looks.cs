namespace Writ.Kit;

/// <summary>How wide a text field is: as wide as the answer is long.</summary>
public enum InputWidth
{
    /// <summary>The width of the text column.</summary>
    Full,

    /// <summary>About 20 letters: a reference, a telephone number.</summary>
    Twenty,

    /// <summary>About 10 letters: a postcode.</summary>
    Ten,

    /// <summary>About 4 letters: a year, a count.</summary>
    Four,
}

/// <summary>What is typed; it chooses the keyboard of a phone, and nothing is refused by it.</summary>
public enum InputKind
{
    Text,
    Email,
    Telephone,
    Digits,
    Search,
    Address,
}

/// <summary>What a button does.</summary>
public enum ButtonKind
{
    /// <summary>The one thing to do next. One to a page.</summary>
    Primary,

    /// <summary>Something else that may be done.</summary>
    Secondary,

    /// <summary>What cannot be taken back, or takes something away.</summary>
    Warning,
}

internal static class LookClasses
{
    extension(InputWidth width)
    {
        public string Class => width switch
        {
            InputWidth.Full => "",
            InputWidth.Twenty => "govuk-input--width-20",
            InputWidth.Ten => "govuk-input--width-10",
            InputWidth.Four => "govuk-input--width-4",
        };
    }

    extension(InputKind kind)
    {
        public string Type => kind switch
        {
            InputKind.Text or InputKind.Digits => "text",
            InputKind.Email => "email",
            InputKind.Telephone => "tel",
            InputKind.Search => "search",
            InputKind.Address => "url",
        };

        public string? Mode => kind == InputKind.Digits ? "numeric" : null;

        public string? Spelling => kind is InputKind.Text or InputKind.Search ? null : "false";
    }

    extension(ButtonKind kind)
    {
        public string Class => kind switch
        {
            ButtonKind.Primary => "button",
            ButtonKind.Secondary => "button button--secondary",
            ButtonKind.Warning => "button button--warning",
        };
    }
}
