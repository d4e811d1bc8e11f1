using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Writ.Base;

namespace Writ.Store;

/// <summary>
/// Writes rows without the change tracker, by a statement that is prepared once: what a tracked insert costs is what bounds a door that takes
/// many. Tables, columns and conversions are those of the model.
/// </summary>
public static class QuickInsert
{
    private static readonly ConcurrentDictionary<IEntityType, Table> Tables = new();

    /// <summary>Written when it returns, in the act's transaction; the order of calls is the order of rows. A generated key is not read back.</summary>
    public static void Insert<T>(this IWork work, T row)
        where T : class
    {
        var db = work.Db();
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not of the model", nameof(row));
        var table = Tables.GetOrAdd(type, Table.Of);
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = table.Columns[i](row);
        db.Statements.Execute(table.Sql, values);
    }

    private sealed record Table(string Sql, IReadOnlyList<Func<object, object?>> Columns)
    {
        public static Table Of(IEntityType type)
        {
            var properties = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();
            var columns = string.Join(", ", properties.Select(p => p.GetColumnName()));
            var values = string.Join(", ", properties.Select((_, i) => $"${i + 1}"));
            return new Table($"INSERT INTO {type.GetTableName()} ({columns}) VALUES ({values})", [.. properties.Select(Reader)]);
        }

        private static Func<object, object?> Reader(IProperty property)
        {
            var getter = property.GetGetter();
            var converter = property.GetTypeMapping().Converter;
            return converter is null ? getter.GetClrValue : row => converter.ConvertToProvider(getter.GetClrValue(row));
        }
    }
}
