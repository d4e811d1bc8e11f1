using System.Text.Json;
using Writ.Hub.Cameras;

namespace Writ.Hub.Ffmpeg;

/// <summary>What asking a camera gave: facts, or how it is instead.</summary>
internal sealed record ProbeAnswer(StreamFacts? Facts, CameraState State, string? Detail)
{
    public static ProbeAnswer No(CameraState state, string? detail = null) => new(null, state, detail);
}

/// <summary>Asks a camera, through ffprobe, what it sends.</summary>
internal sealed class StreamProbe(Tools tools, TimeProvider clock)
{
    private const int MostAnswer = 64 * 1024;

    private const int LargestSide = 8192;

    public async Task<ProbeAnswer> AskAsync(Feed feed, Scrubber scrubber, CancellationToken stop)
    {
        var command = Commands.Probe(feed);
        using var patience = new CancellationTokenSource(feed.Patience * 2, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        await using var program = ChildProgram.Start(tools, tools.Ffprobe, command.Arguments, scrubber);
        try
        {
            await program.FeedAsync(command.Script, both.Token);
            var answer = await ReadAsync(program.Output, both.Token);
            if (answer is null) return ProbeAnswer.No(CameraState.WrongCodec);
            var exit = await program.EndAsync(both.Token);
            if (exit == 0) return Read(answer);
            var complaints = program.Complaints();
            return ProbeAnswer.No(Diagnosis.Of(complaints, feed.Source, CameraState.WrongCodec), complaints);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ProbeAnswer.No(Diagnosis.Of(program.Complaints(), feed.Source, CameraState.Unreachable), program.Complaints());
        }
    }

    internal static ProbeAnswer Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            StreamFacts? video = null;
            var audio = false;
            if (!document.RootElement.TryGetProperty("streams", out var streams)) return ProbeAnswer.No(CameraState.WrongCodec);
            foreach (var stream in streams.EnumerateArray())
            {
                switch (Word(stream, "codec_type"))
                {
                    case "video" when video is null && Word(stream, "codec_name") is { } codec:
                        if (Number(stream, "width") is not { } width || Number(stream, "height") is not { } height) return ProbeAnswer.No(CameraState.WrongCodec);
                        video = new StreamFacts(codec, Word(stream, "pix_fmt") ?? "unknown", width, height, false);
                        break;
                    case "audio":
                        audio = true;
                        break;
                }
            }

            return video is null ? ProbeAnswer.No(CameraState.WrongCodec) : new ProbeAnswer(video with { Audio = audio }, CameraState.Recording, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return ProbeAnswer.No(CameraState.WrongCodec);
        }
    }

    private static string? Word(JsonElement stream, string name) =>
        stream.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 and <= 32 } word && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? word : null;

    private static int? Number(JsonElement stream, string name) =>
        stream.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) && number is >= 16 and <= LargestSide ? number : null;

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var answer = new MemoryStream();
        var part = new byte[4096];
        int got;
        while ((got = await stream.ReadAsync(part, stop)) > 0)
        {
            if (answer.Length + got > MostAnswer) return null;
            answer.Write(part, 0, got);
        }

        return answer.ToArray();
    }
}
