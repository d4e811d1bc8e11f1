using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Writ.App.SignIn.Pages;

namespace Writ.App.SignIn;

/// <summary>How often somebody may try, by network address: enough for people, too little for guessing.</summary>
internal static class Attempts
{
    public const string Policy = "attempts";

    private const int MostInAMinute = 40;

    public static void Limit(RateLimiterOptions options)
    {
        options.AddPolicy(Policy, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MostInAMinute, Window = TimeSpan.FromMinutes(1) }));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            await PageAnswers.Refuse(context.HttpContext, SignInRefusals.TooMany, StatusCodes.Status429TooManyRequests);
        };
    }
}
