using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Writ.Kit.Tests;

/// <summary>Every part with one text in every parameter that is a text, made from the parameters themselves, so that a new part is tested by being there.</summary>
internal static class HostileParts
{
    // A DeskSheet hands its texts on to a DeskFrame and shows none itself.
    public static IReadOnlyList<(string Name, Type Part)> All { get; } =
    [
        .. typeof(DeskFrame).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && typeof(ComponentBase).IsAssignableFrom(type) && !IsSample(type) && type != typeof(DeskSheet) && !type.Name.StartsWith('_'))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (type.Name, type)),
    ];

    public static bool IsDocument(Type part) => part == typeof(DeskFrame) || part == typeof(Frame) || part == typeof(LetterDocument) || part == typeof(MailDocument) || part == typeof(KeptDocument);

    /// <summary>One part, rendered alone.</summary>
    public static Task<string> Html(Type part, string text) => Render(builder => Add(builder, part, text));

    /// <summary>One part as a page of its own, or in the frame.</summary>
    public static Task<string> Page(string name, Type part, string text) => IsDocument(part)
        ? Html(part, text)
        : Render(builder =>
        {
            builder.OpenComponent<DeskFrame>(0);
            builder.AddComponentParameter(1, nameof(DeskFrame.Site), KitHost.Site);
            builder.AddComponentParameter(2, nameof(DeskFrame.Desk), new Desk("Desk", "/kit", [], ""));
            builder.AddComponentParameter(3, nameof(DeskFrame.Title), name);
            builder.AddComponentParameter(4, nameof(DeskFrame.ChildContent), (RenderFragment)(inner =>
            {
                inner.AddMarkupContent(0, "<h1>Hostile</h1>");
                Add(inner, part, text);
            }));
            builder.CloseComponent();
        });

    public static async Task<string> Render(RenderFragment content)
    {
        await using var services = new ServiceCollection().AddSingleton<AntiforgeryStateProvider, NoToken>().BuildServiceProvider();
        return await KitRender.Html<Bare>(services, NullLoggerFactory.Instance, new Dictionary<string, object?> { [nameof(Bare.Content)] = content });
    }

    private static bool IsSample(Type type) =>
        type.Name.EndsWith("Sample", StringComparison.Ordinal) || (type.Name.StartsWith("Kit", StringComparison.Ordinal) && type.Name.EndsWith("Page", StringComparison.Ordinal))
        || type == typeof(QueueTable) || type == typeof(NoticeBody) || type == typeof(Specimen) || type == typeof(State) || type == typeof(DocumentHead);

    private static void Add(RenderTreeBuilder builder, Type part, string text)
    {
        builder.OpenComponent(0, part);
        foreach (var property in part.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute), true)))
        {
            if (Value(part, property.Name, property.PropertyType, text) is { } value) builder.AddComponentParameter(1, property.Name, value);
        }

        builder.CloseComponent();
    }

    private static object? Value(Type part, string name, Type type, string text)
    {
        // Ids, languages, addresses and class names are ours; everything else may come from a stranger.
        if (type == typeof(string))
        {
            return name switch
            {
                "Id" or "For" or "Css" or "AreaField" or "PointField" => "part",
                "Lang" => "en-GB",
                "Dir" => null,
                "Type" => "radio",
                "Action" or "Section" or "Clear" or "Change" or "Address" or "Cells" => part == typeof(Button) && name == "Address" ? null : "/kit",
                "Autocomplete" => "off",
                _ => text,
            };
        }

        if (type == typeof(RenderFragment)) return (RenderFragment)(inner => inner.AddContent(0, text));
        if (type == typeof(Func<int, string>)) return (Func<int, string>)(page => $"/kit?page={page}");
        if (type == typeof(int)) return name switch { "Level" => 2, "Current" => 7, "Pages" => 40, "Most" => 500, _ => 5 };
        if (type == typeof(int?)) return 10;
        if (type == typeof(DateTimeOffset)) return Sample.At(23, 14, 5);
        return Values(text).FirstOrDefault(type.IsInstanceOfType);
    }

    private static object[] Values(string text) =>
    [
        new[] { new MapShape(MapShapeKind.Asked, [[(44.28, -88.42), (44.28, -88.39), (44.30, -88.39)]]) },
        new[] { new MapShade(44.28, -88.42, 44.29, -88.41, 0.5) },
        new MapLimits(64_750, 1_294_994, 100, 0.15, 500),
        new Faults([new Fault("part", text), new Fault(null, text)]),
        new Choice[] { new("a", text, text, inner => inner.AddContent(0, text)), new("b", text, Apart: true) },
        new Link(text, "/kit"),
        new Crumb(text, "/kit"),
        new Crumb[] { new(text, "/kit"), new(text) },
        new OtherForm[] { new(text, "/kit", "text/csv") },
        new Tab[] { new("one", text, inner => inner.AddContent(0, text)), new("two", text, inner => inner.AddContent(0, text)) },
        new Column[] { new(text, Sort: "/kit", Order: Order.Rising), new(text, Number: true) },
        new ActiveFilter[] { new(text, text, "/kit") },
        new Site(text, true, [new NavItem(text, "/kit", 3)], text),
        new Desk(text, "/kit", [new NavItem(text, "/kit", 12_345), new NavItem(text, "/")], text),
        new DeskPerson(text, text, "/kit", "/kit", text),
        new Deadline(text, text, text, Nearness.Past, text, text, text) { RuleVerified = false, Skipped = [text], Changes = [text] },
        new Letter([text, text], [text, text], text, text, text, text) { CanDo = [text], Signed = [text] },
        new Mail(text, text, [new MailPart.Words(text), new MailPart.Heading(text), new MailPart.Points([text]), new MailPart.Facts([(text, text)]), new MailPart.Quoted(text, text)])
        {
            Preview = text, CheckAt = text, Reference = text, Foot = text,
        },
        new Figure(FigureKind.Band, text),
        new FigureKind[] { FigureKind.Zero, FigureKind.Band },
        new BarChart { Id = "bars", Sentence = text, Description = text, Bars = [new ChartBar(text.Length > 200 ? text[..200] : text, 3, "3")] },
        new DemandStatus[] { DemandStatus.Draft },
        Trouble.Broken, TaskState.Wrong, Tone.Open, TimelineKind.Outside, DemandStatus.Challenged, InputKind.Text, InputWidth.Full, ButtonKind.Primary, true,
        new[] { text },
    ];

    /// <summary>Draws what it is given.</summary>
    public sealed class Bare : ComponentBase
    {
        [Parameter]
        public RenderFragment? Content { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
