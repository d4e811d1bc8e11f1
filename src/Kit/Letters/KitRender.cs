using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Writ.Kit;

/// <summary>Makes a page, a letter or a mail outside a request: for files, and for mail that a job sends.</summary>
public static class KitRender
{
    /// <summary>The HTML of one component with these parameters.</summary>
    public static async Task<string> Html<TComponent>(
        IServiceProvider services, ILoggerFactory loggers, IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    /// <summary>The HTML of a mail; its text is <see cref="MailText.Of"/>.</summary>
    public static Task<string> Html(IServiceProvider services, ILoggerFactory loggers, Mail mail) =>
        Html<MailDocument>(services, loggers, new Dictionary<string, object?> { [nameof(MailDocument.Mail)] = mail });
}
