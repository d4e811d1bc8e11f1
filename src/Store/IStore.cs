using Writ.Base;

namespace Writ.Store;

/// <summary>The database, seen as acts and looks. An act is one transaction.</summary>
public interface IStore
{
    /// <summary>
    /// Runs an act and commits it; when this returns, the act survives a crash of process and machine. A refusal undoes
    /// whatever the act wrote. A full disk is the refusal <c>store-disk-full</c>, and undoes it too. Acts must not wait for
    /// anything but the database: they hold the writer.
    /// </summary>
    Task<Result<T>> Act<T>(Func<IWork, Task<Result<T>>> act, CancellationToken cancel = default);

    /// <summary>Runs a look on a snapshot; it cannot write.</summary>
    Task<T> Look<T>(Func<IWork, Task<T>> look, CancellationToken cancel = default);
}
