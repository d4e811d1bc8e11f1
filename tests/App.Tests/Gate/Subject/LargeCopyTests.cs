using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Gate.Subject;

/// <summary>Runs by itself: what the process holds is counted.</summary>
[CollectionDefinition(nameof(LargeCopyTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A copy that is far larger than what may be held of it.</summary>
[Collection(nameof(LargeCopyTests))]
public sealed class LargeCopyTests
{
    [Fact]
    public async Task Thousands_of_records_stream_with_flat_memory_and_who_hangs_up_has_no_whole_ZIP()
    {
        await using var server = await WritServer.Start();
        var (_, reader) = await server.Newcomer(
            [.. Enumerable.Range(0, 4000).Select(i => ("content", CopyHouse.Day.AddDays(i % 300), System.Security.Cryptography.RandomNumberGenerator.GetBytes(8192)))]);
        using var ends = reader;
        var at = await reader.ReadyCopy();

        // Hung up after the first bytes: written down as begun, never as whole.
        using (var broken = await reader.Open($"{at}/file"))
        {
            await using var body = await broken.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[4096]);
        }

        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long read = 0, most = 0;
        using (var response = await reader.Open($"{at}/file"))
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[1 << 16];
            for (int n; (n = await body.ReadAsync(buffer)) > 0;)
            {
                var was = read;
                read += n;
                if (was / (4 << 20) != read / (4 << 20)) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.True(read > 30 << 20, $"only {read} bytes came");
        Assert.True(most < 16 << 20, $"{most} bytes were held while {read} came");
        while (await server.Count("subject_download", "whole_at IS NOT NULL") == 0) await Task.Delay(20);
        Assert.Equal(1, await server.Count("subject_download", "number = 1 AND whole_at IS NULL"));
        Assert.Contains("not to its end", (await reader.Get(at)).Body, StringComparison.Ordinal);
    }
}
