using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Writ.Base;

namespace Writ.Sources.Cameras.Hub;

/// <summary>How much one hub may ask: enough for a house full of cameras with live views, too little to keep others waiting.</summary>
internal sealed class HubRequests : IDisposable
{
    private const int AMinute = 2_400;

    private const int AtOnce = 16;

    private readonly PartitionedRateLimiter<string> rate = PartitionedRateLimiter.Create<string, string>(home => RateLimitPartition.GetTokenBucketLimiter(
        home, _ => new TokenBucketRateLimiterOptions { TokenLimit = AMinute, TokensPerPeriod = AMinute / 60, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<string> together = PartitionedRateLimiter.Create<string, string>(home => RateLimitPartition.GetConcurrencyLimiter(
        home, _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = 0 }));

    /// <summary>Stands before every endpoint of hubs.</summary>
    public async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var caller = (Caller?)context.HttpContext.RequestServices.GetService(typeof(Caller));
        using var first = rate.AttemptAcquire(caller!.Subject);
        using var second = together.AttemptAcquire(caller.Subject);
        if (first.IsAcquired && second.IsAcquired) return await next(context);
        context.HttpContext.Response.Headers.RetryAfter = "1";
        return (Result<bool>)CameraRefusals.TooMany;
    }

    public void Dispose()
    {
        rate.Dispose();
        together.Dispose();
    }
}
