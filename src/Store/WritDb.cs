using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Writ.Base;

namespace Writ.Store;

/// <summary>A room's share of the model: it configures its own tables and nobody else's.</summary>
public interface IModelPart
{
    void Configure(ModelBuilder model);
}

/// <summary>The open transaction. Rooms reach it through <see cref="WorkExtensions.Db"/>.</summary>
public sealed class WritDb(DbContextOptions<WritDb> options, IReadOnlyList<IModelPart> parts) : DbContext(options), IWork
{
    /// <summary>Prepared statements of the same connection, which outlive this context.</summary>
    internal Statements Statements { get; init; } = null!;

    /// <summary>Tells one set of rooms from another.</summary>
    internal string Rooms { get; } = string.Join(' ', parts.Select(p => p.GetType().FullName));

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();
        conventions.Properties<DateOnly>().HaveConversion<DayConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
        conventions.Properties<DataCategory>().HaveConversion<CategoryConverter>();
        conventions.Properties<DemandId>().HaveConversion<DemandIdConverter>();
        conventions.Properties<ItemId>().HaveConversion<ItemIdConverter>();
        conventions.Properties<AgencyId>().HaveConversion<AgencyIdConverter>();
        conventions.Properties<OfficerId>().HaveConversion<OfficerIdConverter>();
        conventions.Properties<StaffId>().HaveConversion<StaffIdConverter>();
        conventions.Properties<OutsideId>().HaveConversion<OutsideIdConverter>();
        conventions.Properties<AccountId>().HaveConversion<AccountIdConverter>();
        conventions.Properties<RecordId>().HaveConversion<RecordIdConverter>();
        conventions.Properties<AuthorisationId>().HaveConversion<AuthorisationIdConverter>();
        conventions.Properties<ProductionId>().HaveConversion<ProductionIdConverter>();
        conventions.Properties<BlobId>().HaveConversion<BlobIdConverter>();
        conventions.Properties<NoticeId>().HaveConversion<NoticeIdConverter>();
        conventions.Properties<BarId>().HaveConversion<BarIdConverter>();
        conventions.Properties<ObjectionId>().HaveConversion<ObjectionIdConverter>();
        conventions.Properties<HomeId>().HaveConversion<HomeIdConverter>();
        conventions.Properties<CameraId>().HaveConversion<CameraIdConverter>();
        conventions.Properties<ClipId>().HaveConversion<ClipIdConverter>();
        conventions.Properties<RequestId>().HaveConversion<RequestIdConverter>();
        conventions.Properties<GrantId>().HaveConversion<GrantIdConverter>();
        conventions.Properties<PassingId>().HaveConversion<PassingIdConverter>();
        conventions.Properties<SubjectRequestId>().HaveConversion<SubjectRequestIdConverter>();
        conventions.Properties<AuditorId>().HaveConversion<AuditorIdConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var part in parts) part.Configure(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) => string.Concat(
        name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    // SQLite cannot order DateTimeOffset; ticks in UTC order everywhere.
    private sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(
        t => t.UtcTicks, n => new DateTimeOffset(n, TimeSpan.Zero));

    private sealed class DayConverter() : ValueConverter<DateOnly, string>(
        d => d.ToString("yyyy-MM-dd"), s => DateOnly.ParseExact(s, "yyyy-MM-dd"));

    private sealed class CategoryConverter() : ValueConverter<DataCategory, string>(c => c.Text, s => DataCategory.FromTrusted(s));

    private sealed class DemandIdConverter() : ValueConverter<DemandId, string>(i => i.Text, s => DemandId.FromTrusted(s));

    private sealed class ItemIdConverter() : ValueConverter<ItemId, string>(i => i.Text, s => ItemId.FromTrusted(s));

    private sealed class AgencyIdConverter() : ValueConverter<AgencyId, string>(i => i.Text, s => AgencyId.FromTrusted(s));

    private sealed class OfficerIdConverter() : ValueConverter<OfficerId, string>(i => i.Text, s => OfficerId.FromTrusted(s));

    private sealed class StaffIdConverter() : ValueConverter<StaffId, string>(i => i.Text, s => StaffId.FromTrusted(s));

    private sealed class OutsideIdConverter() : ValueConverter<OutsideId, string>(i => i.Text, s => OutsideId.FromTrusted(s));

    private sealed class AccountIdConverter() : ValueConverter<AccountId, string>(i => i.Text, s => AccountId.FromTrusted(s));

    private sealed class RecordIdConverter() : ValueConverter<RecordId, string>(i => i.Text, s => RecordId.FromTrusted(s));

    private sealed class AuthorisationIdConverter() : ValueConverter<AuthorisationId, string>(i => i.Text, s => AuthorisationId.FromTrusted(s));

    private sealed class ProductionIdConverter() : ValueConverter<ProductionId, string>(i => i.Text, s => ProductionId.FromTrusted(s));

    private sealed class BlobIdConverter() : ValueConverter<BlobId, string>(i => i.Text, s => BlobId.FromTrusted(s));

    private sealed class NoticeIdConverter() : ValueConverter<NoticeId, string>(i => i.Text, s => NoticeId.FromTrusted(s));

    private sealed class BarIdConverter() : ValueConverter<BarId, string>(i => i.Text, s => BarId.FromTrusted(s));

    private sealed class ObjectionIdConverter() : ValueConverter<ObjectionId, string>(i => i.Text, s => ObjectionId.FromTrusted(s));

    private sealed class HomeIdConverter() : ValueConverter<HomeId, string>(i => i.Text, s => HomeId.FromTrusted(s));

    private sealed class CameraIdConverter() : ValueConverter<CameraId, string>(i => i.Text, s => CameraId.FromTrusted(s));

    private sealed class ClipIdConverter() : ValueConverter<ClipId, string>(i => i.Text, s => ClipId.FromTrusted(s));

    private sealed class AuditorIdConverter() : ValueConverter<AuditorId, string>(i => i.Text, s => AuditorId.FromTrusted(s));

    private sealed class GrantIdConverter() : ValueConverter<GrantId, string>(i => i.Text, s => GrantId.FromTrusted(s));

    private sealed class PassingIdConverter() : ValueConverter<PassingId, string>(i => i.Text, s => PassingId.FromTrusted(s));

    private sealed class RequestIdConverter() : ValueConverter<RequestId, string>(i => i.Text, s => RequestId.FromTrusted(s));

    private sealed class SubjectRequestIdConverter() : ValueConverter<SubjectRequestId, string>(i => i.Text, s => SubjectRequestId.FromTrusted(s));
}

/// <summary>Models are kept by the rooms they are made of, so that two stores of one process may differ.</summary>
internal sealed class ModelOfRooms : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (((WritDb)context).Rooms, designTime);
}

public static class WorkExtensions
{
    /// <summary>
    /// For what every request asks: a query that is prepared once and kept, without Entity Framework's share, which is larger than the
    /// database's. Sees what was written by statements, not what is only tracked. Parameters are <c>$1</c>, <c>$2</c>, in order.
    /// </summary>
    public static List<T> Rows<T>(this IWork work, string sql, object?[] values, Func<DbDataReader, T> read) => work.Db().Statements.Rows(sql, values, read);

    /// <summary>The tables behind the open transaction.</summary>
    public static WritDb Db(this IWork work) => (WritDb)work;
}
