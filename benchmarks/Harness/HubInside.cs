using System.Reflection;

namespace Writ.Bench.Harness;

/// <summary>Parts of <c>writ-hub</c>, reached by their names, as <see cref="Inside"/> says. Parameters that have a default may be left out.</summary>
internal static class HubInside
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static Type Type(string name) => Assembly.Load("writ-hub").GetType($"Writ.Hub.{name}", throwOnError: true)!;

    public static object New(string type, params object?[] arguments)
    {
        var made = Type(type).GetConstructors(All).Where(c => !c.IsStatic && Fits(c, arguments)).OrderBy(c => c.GetParameters().Length).First();
        return made.Invoke(Filled(made, arguments));
    }

    public static object? Call(object on, string name, params object?[] arguments) => Invoke(on.GetType(), on, name, arguments);

    public static object? CallStatic(string type, string name, params object?[] arguments) => Invoke(Type(type), null, name, arguments);

    /// <summary>What a result holds; throws its sentence where it is a refusal.</summary>
    public static object Value(object? result) => result!.GetType().GetProperty("Value")!.GetValue(result)!;

    public static async Task<object> Value(object? task, bool awaited)
    {
        await (Task)task!;
        var result = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return awaited ? Value(result) : result;
    }

    /// <summary>A function of one parameter that gives this, whatever it is asked.</summary>
    public static Delegate Always(Type of, object value) => (Delegate)typeof(HubInside).GetMethod(nameof(Constant), All)!.MakeGenericMethod(of, value.GetType()).Invoke(null, [value])!;

    private static Func<TIn, TOut> Constant<TIn, TOut>(TOut value) => _ => value;

    private static object? Invoke(Type type, object? on, string name, object?[] arguments)
    {
        var method = type.GetMethods(All).Where(m => m.Name == name && m.IsStatic == on is null && Fits(m, arguments)).OrderBy(m => m.GetParameters().Length).First();
        return method.Invoke(on, Filled(method, arguments));
    }

    private static bool Fits(MethodBase method, object?[] arguments)
    {
        var parameters = method.GetParameters();
        return parameters.Length >= arguments.Length && parameters.Skip(arguments.Length).All(p => p.HasDefaultValue)
            && arguments.Zip(parameters).All(p => p.First is null || p.Second.ParameterType.IsInstanceOfType(p.First));
    }

    private static object?[] Filled(MethodBase method, object?[] arguments) => [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(p => p.DefaultValue)];
}
