using System.Reflection;

namespace Writ.Bench.Harness;

/// <summary>
/// The walls show a room's insides to its own tests alone, and a program's face is its command line. So programs are started
/// by their entry point, in this process, and the one inner part that is measured by itself is reached by its name.
/// </summary>
internal static class Inside
{
    public static int Run(string assembly, params string[] args) => (int)Assembly.Load(assembly).EntryPoint!.Invoke(null, [args])!;

    /// <summary>The program's own sequencer: its start, and one step of it.</summary>
    public static (Func<Task> Start, Func<Task<bool>> Step) Sequencer(params object?[] parts)
    {
        var type = Assembly.Load("writ").GetType("Writ.App.Record.Sequencer", throwOnError: true)!;
        var maker = type.GetConstructors().Single();

        // What is not given has its default, as in the program.
        var made = maker.Invoke([.. parts, .. maker.GetParameters().Skip(parts.Length).Select(parameter => parameter.DefaultValue)]);
        return (
            () => (Task)type.GetMethod("Start")!.Invoke(made, null)!,
            type.GetMethod("Step")!.CreateDelegate<Func<Task<bool>>>(made));
    }
}
