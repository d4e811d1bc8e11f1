namespace Writ.App.Tests.Serving;

/// <summary>One server for a class whose tests do not disturb each other.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal WritServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await WritServer.Start();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
