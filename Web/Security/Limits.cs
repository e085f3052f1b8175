using System.Threading.RateLimiting;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;

namespace FlowOptics.Web.Security;

/// <summary>How much one person, or one address of who did not sign in, may ask in a time. On one's own machine there is nobody to protect from.</summary>
internal static class Limits
{
    private const int Usual = 1200;
    private const string Key = "FlowOptics:Web:RequestsPerMinute";

    /// <exception cref="ServiceConfigurationException">A setting is wrong.</exception>
    public static void AddLimits(this IHostApplicationBuilder builder)
    {
        var text = builder.Configuration["FlowOptics:Web:RequestsPerMinute"];
        var most = Usual;
        if (!string.IsNullOrWhiteSpace(text) && (!int.TryParse(text, out most) || most is < 60 or > 1_000_000)) throw new ServiceConfigurationException($"{Key} is '{text}': give a whole number from 60 to 1000000.");
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => IsLimited(context.Request.Path)
                ? RateLimitPartition.GetTokenBucketLimiter(WhoOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    // A page that opens, or a window that is played, asks much at once.
                    TokenLimit = most / 4,
                    TokensPerPeriod = most / 60,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                rejected.HttpContext.Response.Headers.RetryAfter = "1";
                await TypedResults.Problem(title: "Too many requests", detail: $"At most {most} a minute are answered: wait a moment. {Key} sets the number.", statusCode: StatusCodes.Status429TooManyRequests)
                    .ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    public static void UseLimits(this WebApplication app) => app.UseRateLimiter();

    // Files of the page cost nothing, and /alive must always answer.
    private static bool IsLimited(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/mqtt", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase);

    private static string WhoOf(HttpContext context) => context.Features.Get<Viewer>() is { } viewer ? "person " + viewer.Subject : "address " + context.Connection.RemoteIpAddress;
}
