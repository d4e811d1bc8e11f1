using System.Globalization;
using System.Reflection;
using System.Text;

namespace Writ.Shared;

/// <summary>One reader of bytes that strangers write.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Seeds">Inputs that it takes, or nearly.</param>
/// <param name="Read">Takes an input. Refusing is well; throwing is what is looked for.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    public static FuzzTarget Text(string name, Action<string> read, params IReadOnlyList<string> seeds) =>
        new(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], bytes => read(Encoding.UTF8.GetString(bytes)));

    public static FuzzTarget Bytes(string name, Action<byte[]> read, params IReadOnlyList<byte[]> seeds) => new(name, seeds, read);
}

/// <summary>
/// Gives readers wrong inputs, the same in every run: what is kept in the corpus first (<c>tests/*/Fuzz/Corpus/NAME.txt</c>, an input in hex a line), then changes of corpus and
/// seeds. An input that makes a reader throw is put in the corpus, so that it is tried for ever. <c>FUZZ_SECONDS=600</c> goes on for so long with each, from another place each time.
/// </summary>
internal static class Fuzzer
{
    private const int Tries = 400;

    private const int Longest = 1 << 17;

    private static readonly string[] Names = ["Parse", "ParseStrict", "ParsePem", "Read", "ReadAsk", "ReadBackup", "ReadShare", "FromJson", "Verify", "VerifyHash", "Open", "OpenAuthorisation", "Look", "Split", "Check", "CheckUnsealed", "ImportPem", "ImportPkcs8", "At", "Entries"];

    private static readonly Type[] Inputs = [typeof(ReadOnlySpan<byte>), typeof(ReadOnlySpan<char>), typeof(ReadOnlyMemory<byte>), typeof(byte[]), typeof(string), typeof(Stream)];

    /// <summary>
    /// Every reader of an assembly by its form, whatever it is called: a method, static or of an object, with such an input first, that may say no: it answers with a result, with something or
    /// nothing, with a list that may be empty, or with an answer of the assembly's own. And every static one of a usual name, however it answers.
    /// </summary>
    public static IEnumerable<string> Readers(Assembly assembly, Func<Type, bool>? only = null) =>
        from type in assembly.GetTypes()
        where !type.Name.Contains('<') && (only is null || only(type))
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where (method.IsPublic || method.IsAssembly) && !method.IsSpecialName && !method.Name.Contains('<')
        where method.GetParameters() is [var first, ..] && Inputs.Contains(first.ParameterType)
        where (method.IsStatic && Names.Contains(method.Name)) || MaySayNo(method)
        select $"{type.Name}.{method.Name}";

    private static bool MaySayNo(MethodInfo method)
    {
        var answer = method.ReturnType;
        if (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Task<>)) answer = answer.GetGenericArguments()[0];
        if (answer.IsGenericType && answer.Name == "Result`1") return true;
        if (Nullable.GetUnderlyingType(answer) is not null) return true;
        if (answer == typeof(void) || answer.IsValueType) return false;
        if (answer.IsAbstract && answer.Assembly == method.DeclaringType!.Assembly) return true;
        if (answer.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(answer)) return true;
        return new NullabilityInfoContext().Create(method.ReturnParameter).ReadState == NullabilityState.Nullable;
    }

    public static void Run(string project, FuzzTarget target)
    {
        var path = Path.Combine(Root(), "tests", project, "Fuzz", "Corpus", $"{target.Name}.txt");
        var kept = File.Exists(path) ? File.ReadAllLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Convert.FromHexString).ToList() : [];
        foreach (var input in kept) Try(target, input, null);
        List<byte[]> pool = [.. target.Seeds, .. kept, []];
        var (seconds, turn) = (Seconds(), 0UL);
        for (var until = Environment.TickCount64 + (seconds * 1000L); turn == 0 || Environment.TickCount64 < until; turn++)
        {
            // The first round is the same everywhere; those of a long run are not.
            var state = unchecked(88172645463325252UL + (turn * 0x9E3779B97F4A7C15UL) + (turn == 0 ? 0 : (ulong)Environment.TickCount64));
            for (var i = 0; i < Tries; i++) Try(target, Changed(pool, ref state), path);
        }
    }

    private static void Try(FuzzTarget target, byte[] input, string? keep)
    {
        try
        {
            target.Read(input);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            if (keep is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(keep)!);
                File.AppendAllText(keep, Convert.ToHexStringLower(input) + "\n");
            }

            Assert.Fail($"{target.Name} throws for {Convert.ToHexStringLower(input)}: {e}");
        }
    }

    private static byte[] Changed(List<byte[]> pool, ref ulong state)
    {
        List<byte> bytes = [.. pool[Next(ref state, pool.Count)]];
        for (var n = Next(ref state, 4); n >= 0; n--)
        {
            var at = Next(ref state, bytes.Count + 1);
            switch (Next(ref state, 9))
            {
                case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << Next(ref state, 8)); break;
                case 1 when at < bytes.Count: bytes[at] = (byte)"\n\0 {}[],:\"+-09zA\u007f/="[Next(ref state, 19)]; break;
                case 2 when at < bytes.Count: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + Next(ref state, 40))); break;
                case 3: bytes.Insert(at, (byte)Next(ref state, 256)); break;
                case 4 when at < bytes.Count: bytes[at] = (byte)(Next(ref state, 2) * 255); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
                case 6 when bytes.Count < Longest: bytes.InsertRange(at, Part([.. bytes], ref state)); break;
                case 7 when bytes.Count < Longest: bytes.InsertRange(at, Part(pool[Next(ref state, pool.Count)], ref state)); break;
                case 8 when bytes.Count < Longest: bytes.InsertRange(at, Enumerable.Repeat((byte)"[{\"9\n"[Next(ref state, 5)], 1 + Next(ref state, 2000))); break;
                default: break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Part(byte[] of, ref ulong state)
    {
        var from = Next(ref state, of.Length + 1);
        return of[from..(from + Next(ref state, of.Length - from + 1))];
    }

    private static int Next(ref ulong state, int below)
    {
        unchecked
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)below);
        }
    }

    private static int Seconds() => int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
