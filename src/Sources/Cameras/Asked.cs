using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;

namespace Writ.Sources.Cameras;

/// <summary>Reads what was sent, with a bound on everything, and writes what is answered.</summary>
internal static class Asked
{
    private const int MostJson = 768 * 1024;

    private static readonly JsonSerializerOptions Strict = new(HubWire.Json) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <summary>What cannot be read is the edge's refusal <c>request-malformed</c>.</summary>
    public static async Task<T> Json<T>(HttpContext http)
        where T : class
    {
        var bytes = await Bytes(http, MostJson) ?? throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Strict) ?? throw new BadHttpRequestException("No body");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("Not what the endpoint takes", e);
        }
    }

    /// <summary>The body; null where it is larger.</summary>
    public static async Task<byte[]?> Bytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most + 1L;
        using var bytes = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        return bytes.Length <= most ? bytes.ToArray() : null;
    }

    /// <summary>A box of an allowed size; anything else is <c>sources-bad-box</c>.</summary>
    /// <param name="most">Bytes of content.</param>
    public static async Task<Result<byte[]>> Box(HttpContext http, int most) =>
        await Bytes(http, most + 2048) is { } box && HomeBox.IsPossible(box, most) ? box : CameraRefusals.Box;

    /// <summary>A day in its one spelling.</summary>
    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryPart(string text, out ClipPart part)
    {
        (part, var known) = text switch
        {
            "video" => (ClipPart.Video, true),
            "poster" => (ClipPart.Poster, true),
            "card" => (ClipPart.Card, true),
            _ => (default, false),
        };
        return known;
    }

    /// <summary>For endpoints that our script asks.</summary>
    public static IResult Answer<T>(Result<T> result) => result.TryGet(out var value, out var refusal) ? Results.Json(value, HubWire.Json) : DeskAnswers.Refused(refusal);

    /// <summary>For endpoints that our script asks, where there is nothing to say.</summary>
    public static IResult Done<T>(Result<T> result) => result.TryGet(out _, out var refusal) ? Results.NoContent() : DeskAnswers.Refused(refusal);

    /// <summary>Bytes that nobody but the asker may keep.</summary>
    public static IResult Sealed(byte[] box) => Results.Bytes(box, "application/octet-stream");
}
