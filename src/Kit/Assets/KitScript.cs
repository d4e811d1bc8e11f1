using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Writ.Kit;

/// <summary>
/// A small ES module, embedded beside its page and served under a name that holds a hash of its content, so that it may be kept
/// for ever. What it imports is written <c>"./name.mjs"</c> and becomes the hashed address, so a page never mixes two versions.
/// </summary>
public sealed class KitScript
{
    private const string Folder = "/assets/scripts/";

    private readonly byte[] content;

    private readonly string hashedName;

    private KitScript(string name, byte[] content)
    {
        Name = name;
        this.content = content;
        hashedName = $"{Path.GetFileNameWithoutExtension(name)}.{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}.mjs";
    }

    /// <summary>Shows what a stranger's text hides, as <see cref="ExactText"/> does.</summary>
    public static KitScript Visible { get; } = Embedded(typeof(KitScript).Assembly, "visible.mjs");

    /// <summary>SHA-256 in steps, for what does not lie in memory as a whole.</summary>
    public static KitScript Sha256 { get; } = Embedded(typeof(KitScript).Assembly, "sha256.mjs");

    /// <summary>One table of what a browser keeps, for keys that it will not export.</summary>
    public static KitScript BrowserTable { get; } = Embedded(typeof(KitScript).Assembly, "browser-table.mjs");

    /// <summary>Measures areas on the ground as the server does.</summary>
    internal static KitScript Ground { get; } = Embedded(typeof(KitScript).Assembly, "ground.mjs");

    /// <summary>Says what is wrong with an area while it is drawn.</summary>
    internal static KitScript DrawLimits { get; } = Embedded(typeof(KitScript).Assembly, "draw-limits.mjs", Ground);

    /// <summary>Draws an area on a <see cref="Kit.DrawMap"/>; a page with one loads it.</summary>
    public static KitScript DrawMap { get; } = Embedded(typeof(KitScript).Assembly, "draw-map.mjs", Ground, DrawLimits);

    /// <summary>Name of the file, as another module imports it.</summary>
    public string Name { get; }

    /// <summary>Address of this site.</summary>
    public string Address => Folder + hashedName;

    /// <summary>Text of the module as it is served.</summary>
    public string Text => Encoding.UTF8.GetString(content);

    /// <summary>Reads a module; one that is not there, or an import that nobody gave, is a bug and throws.</summary>
    /// <param name="name">Its file name; the resource is called <c>scripts/NAME</c>.</param>
    /// <param name="imports">Every module that it imports.</param>
    public static KitScript Embedded(Assembly assembly, string name, params IReadOnlyList<KitScript> imports)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream("scripts/" + name) ?? throw new InvalidOperationException($"No script {name} in {assembly.GetName().Name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = imports.Aggregate(
            reader.ReadToEnd(), (all, import) => all.Replace($"\"./{import.Name}\"", $"\"{import.Address}\"", StringComparison.Ordinal));
        if (text.Contains("from \"./", StringComparison.Ordinal)) throw new InvalidOperationException($"{name} imports a module that nobody named");
        return new KitScript(name, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Serves every module that a room registered, and nothing else.</summary>
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder app)
    {
        var byName = app.ServiceProvider.GetServices<KitScript>().Concat([Visible, Sha256, BrowserTable, Ground, DrawLimits, DrawMap]).DistinctBy(s => s.hashedName).ToDictionary(s => s.hashedName, StringComparer.Ordinal);
        return app.MapGet(Folder + "{name}", (string name, HttpContext http) =>
        {
            PageSecurity.Apply(http.Response);
            if (!byName.TryGetValue(name, out var script)) return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(script.content, "text/javascript; charset=utf-8");
        });
    }
}

/// <summary>How rooms hand in their scripts and the program serves them.</summary>
public static class KitScripts
{
    /// <summary>Registers a room's modules, those included that only other modules import.</summary>
    public static IServiceCollection AddScripts(this IServiceCollection services, params IReadOnlyList<KitScript> scripts)
    {
        foreach (var script in scripts) services.AddSingleton(script);
        return services;
    }

    /// <summary>Serves them; the caller says who may read them.</summary>
    public static RouteHandlerBuilder MapKitScripts(this IEndpointRouteBuilder app) => KitScript.Map(app);
}
