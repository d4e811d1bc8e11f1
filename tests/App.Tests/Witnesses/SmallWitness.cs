using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Writ.App.Tests.Serving;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;
using Writ.Shared;

namespace Writ.App.Tests.Witnesses;

/// <summary>
/// A witness on loopback that does what a test tells it. Left alone it is an honest one, with the state and rules of ours.
/// </summary>
internal sealed class SmallWitness : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-witness-").FullName;
    private readonly TimeProvider time;
    private readonly int port;
    private WebApplication? app;
    private int asked;

    private SmallWitness(string name, TimeProvider time, VerifierKey log)
    {
        this.time = time;
        Name = name;
        _ = WitnessFolder.Add(root, log.ToString()).Value;
        Folder = WitnessFolder.Open(root, $"{name}.example").Value;
        port = FreePorts.Take();
    }

    public string Name { get; }

    public WitnessFolder Folder { get; private set; }

    /// <summary>How often a checkpoint was submitted.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>Instead of the honest answer; null from it gives the honest one. It is given what was submitted, and when to stop.</summary>
    public Func<string, CancellationToken, Task<IResult?>>? Instead { get; set; }

    /// <summary>What it shows instead of what it cosigned.</summary>
    public Func<string?>? Shows { get; set; }

    /// <summary>Its line in a policy.</summary>
    public string Line => $"witness {Name} {Folder.Verifier} http://127.0.0.1:{port}/";

    public static async Task<SmallWitness> Start(string name, TimeProvider time, VerifierKey log)
    {
        var witness = new SmallWitness(name, time, log);
        await witness.Up();
        return witness;
    }

    public async Task Up()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.MapPost("/add-checkpoint", async Task<IResult> (HttpContext http, CancellationToken cancel) =>
        {
            Interlocked.Increment(ref asked);
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync(cancel);
            if (Instead is { } instead && await instead(body, cancel) is { } answer) return answer;
            return Folder.Take(body, time.GetUtcNow()) switch
            {
                WitnessAnswer.Cosigned cosigned => Results.Text(cosigned.Line),
                WitnessAnswer.OtherSize other => Conflict(other.Size),
                WitnessAnswer.Inconsistent => Results.Text("no", statusCode: 422),
                var no => Results.Text($"{no}", statusCode: 400),
            };
        });
        app.MapGet("/{hash}/checkpoint", (string hash) => (Shows is null ? Folder.Shown(hash) : Shows()) is { } note ? Results.Text(note, "text/plain; charset=utf-8") : Results.NotFound());
        await app.StartAsync();
    }

    /// <summary>Nobody listens there any more.</summary>
    public async Task Down()
    {
        await app!.DisposeAsync();
        app = null;
    }

    /// <summary>Begins anew under the same key, as one that was restored from its first day.</summary>
    public void Forgets(VerifierKey log)
    {
        Folder.Dispose();
        Directory.Delete(Path.Combine(root, "state"), recursive: true);
        File.Delete(Path.Combine(root, "logs"));
        _ = WitnessFolder.Add(root, log.ToString()).Value;
        Folder = WitnessFolder.Open(root, null).Value;
    }

    /// <summary>Its true signature over whatever text, as no honest witness gives it.</summary>
    public string CosignAnything(string text, DateTimeOffset at)
    {
        using var key = new CosigningKey(Folder.Verifier.Name, File.ReadAllBytes(Path.Combine(root, "seed")));
        return key.Cosign(text, at.ToUnixTimeSeconds());
    }

    public static IResult Conflict(long size) => Results.Text($"{size}\n", AddCheckpoint.SizeType, Encoding.ASCII, 409);

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        Folder.Dispose();
        Leftovers.Delete(root);
    }
}
