using System.Globalization;
using System.Net;
using System.Text;
using Writ.Ledger.Witnesses;

namespace Writ.App.Witness;

/// <summary>The two addresses of a witness (C2SP tlog-witness), on loopback. Anyone may ask: what is asked for has to be signed by a known log.</summary>
internal static class WitnessHost
{
    private const string Plain = "text/plain; charset=utf-8";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="port">0 lets the system choose.</param>
    public static WebApplication Build(WitnessFolder witness, int port, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = AddCheckpoint.MaxBytes;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        app.MapPost($"/{AddCheckpoint.Path}", (HttpContext http, CancellationToken cancel) => Take(witness, http, time, app.Logger, cancel));
        app.MapGet("/{hash}/checkpoint", (string hash) =>
            witness.Shown(hash) is { } note ? Results.Text(note, Plain) : Say(StatusCodes.Status404NotFound, "Nothing was cosigned for this log."));
        return app;
    }

    private static async Task<IResult> Take(WitnessFolder witness, HttpContext http, TimeProvider time, ILogger logger, CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(http.Request.Body, Strict, detectEncodingFromByteOrderMarks: false);
            var body = await reader.ReadToEndAsync(cancel);
            return Answer(witness.Take(body, time.GetUtcNow()), logger);
        }
        catch (DecoderFallbackException)
        {
            return Say(StatusCodes.Status400BadRequest, "A submission is UTF-8 text.");
        }
        catch (BadHttpRequestException e)
        {
            return Say(e.StatusCode, "This body is too long, or does not come to its end.");
        }
        catch (IOException e)
        {
            // A full disk, as a rule. What was not written down is not said.
            logger.LogError(e, "The witness cannot write");
            return Say(StatusCodes.Status503ServiceUnavailable, "This witness cannot write now.");
        }
    }

    private static IResult Answer(WitnessAnswer answer, ILogger logger)
    {
        switch (answer)
        {
            case WitnessAnswer.Cosigned cosigned:
                return Results.Text(cosigned.Line, Plain);
            case WitnessAnswer.OtherSize other:
                return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{other.Size}\n"), AddCheckpoint.SizeType, statusCode: StatusCodes.Status409Conflict);
            case WitnessAnswer.Malformed malformed:
                return Say(StatusCodes.Status400BadRequest, malformed.Why);
            case WitnessAnswer.NotSigned:
                return Say(StatusCodes.Status403Forbidden, "No signature of a known key of this log, or a false one.");
            case WitnessAnswer.UnknownLog:
                return Say(StatusCodes.Status404NotFound, "This witness does not know the log.");
            case WitnessAnswer.Inconsistent inconsistent:
                logger.LogWarning("A signed checkpoint was not cosigned: {Why}", inconsistent.Why);
                return Say(StatusCodes.Status422UnprocessableEntity, inconsistent.Why);
            case WitnessAnswer.CannotNow cannot:
                logger.LogError("{Code}: {Why}", cannot.Code, cannot.Why);
                return Say(StatusCodes.Status503ServiceUnavailable, cannot.Why);
            default:
                throw new InvalidOperationException("An answer without a number");
        }
    }

    private static IResult Say(int status, string sentence) => Results.Text($"{sentence}\n", Plain, statusCode: status);
}
