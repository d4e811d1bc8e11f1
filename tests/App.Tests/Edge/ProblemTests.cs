using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.App.Tests.Serving;
using Writ.Demands.File;
using Writ.Demands.Review;

namespace Writ.App.Tests.Edge;

/// <summary>A refusal leads to its page, and neither it nor the log says more than it must.</summary>
public sealed class ProblemTests
{
    private const string Secret = "very-private-person@example.org";

    [Fact]
    public async Task Every_type_leads_to_its_page()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        Reply[] refused =
        [
            await server.Send(HttpMethod.Get, "api/v1/demands"),
            await server.Send(HttpMethod.Get, "api/v1/demands", server.TokenOf("desk")),
            await server.Send(HttpMethod.Get, "api/v1/nothing"),
            await server.Send(HttpMethod.Put, "api/v1/demands"),
            await server.Send(HttpMethod.Post, "api/v1/demands", server.TokenOf("officer"), RawRequests.Content("x", "text/plain")),
            await server.Send(HttpMethod.Post, "api/v1/agencies", server.TokenOf("desk"), RawRequests.Content("{")),
            await server.FileRaw("{"),
            await server.FileRaw("{}", key: "x"),
            await server.FileRaw(RawRequests.Node(server.Demand() with { Service = "cloud", Reference = "", Items = [] }).ToJsonString()),
            await server.Send(HttpMethod.Get, $"api/v1/demands/{filed.Id}", server.TokenOf("other-officer")),
            await server.Review(filed.Id, "approval", "approver"),
            await server.Send(HttpMethod.Post, $"api/v1/review/{filed.Id}/release", server.TokenOf("approver")),
            await server.Send(HttpMethod.Post, "api/v1/reports/not-a-period", server.TokenOf("approver")),
            await server.Send(HttpMethod.Post, "api/v1/reports/2099", server.TokenOf("approver")),
        ];

        var types = refused.SelectMany(reply => reply.AnyRefusal().Errors?.Select(e => $"/refusals/{e.Code}").Append(reply.Problem.Type) ?? [reply.Problem.Type]).Distinct().ToList();
        Assert.True(types.Count >= 14, string.Join(' ', types));
        foreach (var type in types)
        {
            var page = await server.Send(HttpMethod.Get, type.TrimStart('/'));
            Assert.Equal((200, "text/html"), (page.Status, page.Type));
            Assert.Contains(type.Split('/')[^1], page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_identifier_and_no_token_stands_in_a_refusal_or_in_the_log()
    {
        await using var server = await WritServer.Start();
        using var log = new Heard();
        server.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var token = server.TokenOf("officer");
        var asked = server.Demand("us/grand-jury-subpoena", new FileItem(new("email", Secret), "content", null, null));
        var filed = await server.File(asked);
        var said = new List<Reply>
        {
            await server.FileRaw(RawRequests.Node(asked with { Items = [new(new("email", Secret + "@"), "content", null, null)] }).ToJsonString()),
            await server.FileRaw(RawRequests.Node(asked with { Items = [new(new("phone", Secret), Secret, null, null)], Service = Secret, Instrument = Secret, Nonce = Secret }).ToJsonString()),
            await server.FileRaw(Members.With(RawRequests.Node(asked), $"/{Secret}", Secret).ToJsonString()),
            await server.FileRaw(Members.With(RawRequests.Node(asked), "/issuedOn", Secret).ToJsonString()),
            await server.FileRaw(Members.With(RawRequests.Node(asked), "/gag", Secret).ToJsonString()),
            await server.FileRaw(RawRequests.Node(asked).ToJsonString()[..^20]),
            await server.Lint(RawRequests.Node(asked with { Items = [new(new("email", Secret + "@"), "content", null, null)] }).ToJsonString()),
            await server.FileRaw("{}", key: Secret),
            await server.Send(HttpMethod.Get, $"api/v1/demands/{Secret}", token),
            await server.Send(HttpMethod.Get, $"api/v1/{Secret}", token),
            await server.Send(HttpMethod.Get, $"api/v1/demands?skip={Secret}", token),
            await server.Send(HttpMethod.Post, "api/v1/agencies", server.TokenOf("desk"), RawRequests.Content($"{{\"name\":\"{Secret}\",\"{Secret}\":1}}")),
            await server.Send(HttpMethod.Get, "api/v1/demands", token + "x"),
            await server.Send(HttpMethod.Post, $"api/v1/review/{filed.Id}/decision", server.TokenOf("reviewer"), RawRequests.Content(
                RawRequests.Node(new DecideRequest([new DecideItem(filed.Items[0], "produce", null, null, null, null)])).ToJsonString())),
        };

        Assert.All(said, reply =>
        {
            reply.AnyRefusal();
            Assert.DoesNotContain(Secret, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(token[5..], reply.Text, StringComparison.Ordinal);
        });
        await server.Sql("ALTER TABLE access_token RENAME TO gone");
        var broken = await server.Send(HttpMethod.Get, "api/v1/demands", token);
        Assert.Equal((503, "request-failed"), (broken.Status, broken.Problem.Code));
        Assert.DoesNotContain("SQLite", broken.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("access_token", broken.Text, StringComparison.Ordinal);
        Assert.NotEmpty(log.Lines);
        Assert.All(log.Lines, line =>
        {
            Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
            Assert.DoesNotContain(token[5..], line, StringComparison.Ordinal);
        });
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
