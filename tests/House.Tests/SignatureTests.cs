using System.Reflection;

namespace Writ.House.Tests;

/// <summary>
/// What a room shows the others names only types of Base, of the record (Ledger), of the room itself, of the platform or of
/// a package. So no room hands on another's types, and a wall cannot be passed through a neighbour.
/// </summary>
public sealed class SignatureTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // "room: type named", and why it is right. Each is a decision; a new one wants a reason as good.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        // The use cases that App wires by their class take the store in their constructor. Nobody else can build one: who
        // cannot import Store or Sources cannot name the arguments.
        ["Agencies: Store.IStore"] = "constructors of use cases",
        ["Gate: Store.IStore"] = "constructors of ReleaseAuthorised and TakeProduction",
        ["Gate: Store.IBlobs"] = "constructors of ReleaseAuthorised and TakeProduction",
        ["Gate: Agencies.AgencyRegister"] = "constructor of ReleaseAuthorised",
        ["Gate: Sources.AccountSource"] = "constructors of ReleaseAuthorised and IdentifierLookup; the doors may not import Sources",

        ["Gate: Sources.FootageSource"] = "constructor of ReleaseAuthorised",

        // Store runs what a room owes through this interface, so the class that a door holds to try a release again has it.
        ["Gate: Store.IJobHandler"] = "ReleaseAuthorised is a job, and is tried again by hand",

        // What an officer sees of a production is the gate's to say, and Demands may import Gate.
        ["Demands: Gate.ProductionView"] = "a member of DemandView",

        // What the team sees of notices, bars and objections is the gate's to say; it is part of a case.
        ["Demands: Gate.NoticeView"] = "a member of CaseView",
        ["Demands: Gate.BarsView"] = "a member of CaseView",
        ["Demands: Gate.BarView"] = "a member of BarsView, and a parameter of the component that shows one",
        ["Demands: Gate.ObjectionView"] = "a member of CaseView",
        ["Gate: Kit.Site"] = "what a public page is laid out with, given by App where pages are mapped",

        // Razor components cannot be internal, and a page is laid out with the Kit.
        ["Mirror: Kit.Crumb"] = "a member of the pages' base class",
        ["Mirror: Kit.Site"] = "a parameter of the pages' base class",

        ["Agencies: Kit.Site"] = "what the page open to anybody is laid out with, given by App where pages are mapped",
        ["Neighbors: Kit.Site"] = "what the page open to anybody is laid out with, given by App where pages are mapped",
        ["Neighbors: Kit.Faults"] = "a parameter of the component with the form for reports of pressure",
        ["Neighbors: Kit.Choice"] = "a parameter of the component that chooses a square",
        ["Agencies: Kit.Faults"] = "a parameter of components that show forms",
        ["Neighbors: Kit.Faults"] = "a parameter of a component that shows forms",

        // Keys that lie in a browser are made on one room's page and used on another's, by one module.
        ["Agencies: Kit.KitScript"] = "the module that keeps keys in a browser, which the gate's page imports",

        ["Sources: Kit.KitScript"] = "the modules that seal and open a grant, which the gate's page imports",

        // Seeding a sample folder is called by App with the store that it has.
        ["Sources: Store.IStore"] = "the sample retail service",

        // The gate holds it and cannot make one.
        ["Sources: Store.IBlobs"] = "constructor of FootageSource",
    };

    // Pages are components, which cannot be internal; their models can, so a page shows nothing but its base.
    private static readonly Type PageBase = typeof(Kit.DeskPage);

    [Fact]
    public void Public_signatures_name_no_type_of_another_room() =>
        Expect.None(Named().Where(n => !Exceptions.ContainsKey(n.Key)).Select(n => $"{n.Key}  <- {string.Join(", ", n.Where.Take(4))}"));

    [Fact]
    public void No_exception_is_kept_that_nothing_needs()
    {
        var needed = Named().Select(n => n.Key).ToHashSet();
        Expect.None(Exceptions.Keys.Where(key => !needed.Contains(key)));
    }

    [Fact]
    public void Looking_finds_what_stands_in_a_signature()
    {
        var named = NamedBy(typeof(Store.IStore)).Select(n => n.Type).ToList();
        Assert.Contains(typeof(Base.IWork), named);
        Assert.Contains(typeof(Base.Result<>), named);
    }

    /// <summary>A key "room: type" for every type of another room that a public signature names, and where.</summary>
    private static IEnumerable<(string Key, IReadOnlyList<string> Where)> Named() =>
        from room in Rooms.All
        from type in room.Value.GetExportedTypes()
        from named in NamedBy(type)
        let other = Rooms.Of(named.Type.Assembly)
        where other is not null and not "Base" and not "Ledger" && other != room.Key && named.Type != PageBase
        group $"{type.Name}.{named.Member}" by $"{room.Key}: {other}.{named.Type.Name}" into g
        orderby g.Key
        select (g.Key, (IReadOnlyList<string>)[.. g.Distinct()]);

    private static IEnumerable<(string Member, Type Type)> NamedBy(Type type)
    {
        var direct = new List<(string Member, Type? Type)> { ("base", type.BaseType) };
        direct.AddRange(type.GetInterfaces().Select(i => ("interfaces", (Type?)i)));
        direct.AddRange(type.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()).Select(c => ("constraint", (Type?)c)));
        direct.AddRange(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(f => (f.Name, (Type?)f.FieldType)));
        direct.AddRange(type.GetEvents(Declared).Where(e => e.AddMethod?.IsPublic == true).Select(e => (e.Name, e.EventHandlerType)));
        foreach (var method in type.GetMembers(Declared).OfType<MethodBase>().Where(m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly))
        {
            direct.AddRange(method.GetParameters().Select(p => (method.Name, (Type?)p.ParameterType)));
            if (method is not MethodInfo info) continue;
            direct.Add((info.Name, info.ReturnType));
            direct.AddRange(info.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints()).Select(c => (info.Name, (Type?)c)));
        }

        return direct.Where(d => d.Type is not null).SelectMany(d => Parts(d.Type!).Select(part => (d.Member, part)));
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition()) : [type];
    }
}
