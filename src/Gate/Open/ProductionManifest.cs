using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Writ.Base;

namespace Writ.Gate.Open;

/// <summary>
/// <c>manifest.json</c> of a production, schema <c>writ.production/v1</c>: what was released to whom it is sealed, under which
/// authorisation, and the hash of every file.
/// </summary>
/// <param name="From">The company that produces, as it signs its letters.</param>
/// <param name="ProducedAt">Whole seconds, UTC.</param>
/// <param name="Expires">After this the recipient must hold no copy, unless a law orders them to.</param>
public sealed record ProductionManifest(
    ProductionId Production,
    DemandId Demand,
    AuthorisationId Authorisation,
    string From,
    DateTimeOffset ProducedAt,
    DateTimeOffset Expires,
    IReadOnlyList<ProductionItem> Items);

/// <param name="Identifier">What was asked about, as the demand named it; null when the demand's own copy shall not repeat it.</param>
/// <param name="Edits">What was left out or masked, and why, one sentence each; empty when nothing was.</param>
public sealed record ProductionItem(ItemId Item, DataCategory Category, string? Identifier, IReadOnlyList<string> Edits)
{
    /// <summary>Filled in by <see cref="Production.Write"/>. Empty: nothing was found within the scope.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];
}

/// <param name="Path">Item id, slash, name.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Size">Bytes.</param>
public sealed record ManifestFile(string Path, string Sha256, long Size);

/// <summary>A file to be produced: its size and hash are known before its bytes are read, since the manifest comes first.</summary>
public sealed class ProductionFile
{
    /// <param name="name">1 to 79 of <c>a-z 0-9 . _ -</c>, beginning with a letter or digit; once per item.</param>
    /// <param name="content">Wiped after it was written.</param>
    public ProductionFile(ItemId item, string name, byte[] content)
        : this(item, name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), () => new MemoryStream(content, writable: false), content)
    {
    }

    /// <param name="open">Exactly these bytes, from the beginning; its length and position can be asked.</param>
    internal ProductionFile(ItemId item, string name, long size, string sha256, Func<Stream> open)
        : this(item, name, size, sha256, open, [])
    {
    }

    private ProductionFile(ItemId item, string name, long size, string sha256, Func<Stream> open, byte[] held) =>
        (Item, Described, Open, this.held) = (item, new ManifestFile($"{item}/{name}", sha256, size), open, held);

    private readonly byte[] held;

    internal ItemId Item { get; }

    internal ManifestFile Described { get; }

    internal Func<Stream> Open { get; }

    internal void Wipe() => CryptographicOperations.ZeroMemory(held);
}

internal static class ManifestJson
{
    internal const string Schema = "writ.production/v1";

    internal const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        MaxDepth = 8,
        WriteIndented = true,
        NewLine = "\n",
        Converters =
        {
            new TextConverter<ProductionId>(ProductionId.TryParse),
            new TextConverter<DemandId>(DemandId.TryParse),
            new TextConverter<AuthorisationId>(AuthorisationId.TryParse),
            new TextConverter<ItemId>(ItemId.TryParse),
            new TextConverter<DataCategory>(DataCategory.TryParse),
        },
    };

    internal static byte[] Write(ProductionManifest manifest) =>
        JsonSerializer.SerializeToUtf8Bytes(new Document(Schema, manifest), Options);

    internal static Result<ProductionManifest> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Options);
            if (document is { Schema: Schema } && Consistent(document.Production)) return document.Production;
        }
        catch (JsonException)
        {
            // Refused below, like every other shape that is not ours.
        }

        return ProductionRefusals.Manifest;
    }

    /// <summary>Every path is its own item's, well-formed, and named once; sizes are not negative.</summary>
    private static bool Consistent(ProductionManifest manifest)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return manifest.Items.Select(i => i.Item).Distinct().Count() == manifest.Items.Count
            && manifest.Items.All(item => item.Files.All(file =>
                file.Size >= 0
                && Production.IsPath(file.Path)
                && file.Path.StartsWith(item.Item.Text + "/", StringComparison.Ordinal)
                && seen.Add(file.Path)));
    }

    private sealed record Document(string Schema, ProductionManifest Production);

    private delegate bool TryParse<T>(string? text, out T value);

    private sealed class TextConverter<T>(TryParse<T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && parse(reader.GetString(), out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
