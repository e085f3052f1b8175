using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard: a web server in AppHost's process, on the loopback addresses of the port that <c>ASPNETCORE_URLS</c> names.</summary>
internal sealed partial class DashboardServer(
    IConfiguration configuration, ResourceRunners runners, ResourceNotificationService notifications, ResourceCommandService commands,
    TelemetryStore telemetry, TelemetryEndpoint endpoint, OtlpReceiver receiver, ILogger<DashboardServer> logger) : IHostedService, IAsyncDisposable
{
    // Nothing inline, nothing from elsewhere.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly TimeSpan OpenStreamsMayLast = TimeSpan.FromSeconds(1);

    private readonly DashboardAssets _assets = new();
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = DashboardUrl.Of(configuration);
        var access = new DashboardAccess(configuration, url.Port);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "dashboard", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MostBytes;
            kestrel.ListenLocalhost(url.Port);
        });
        // AppHost's own lifetime stops this server; Ctrl+C is not its matter.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = OpenStreamsMayLast);
        _app = builder.Build();
        _app.Use((context, next) => GuardAsync(context, next, access));
        _app.MapGet("/login", context => LoginAsync(context, access));
        new ResourcesApi(runners, notifications, commands).Map(_app);
        new ConsoleApi(runners).Map(_app);
        new TelemetryApi(telemetry, endpoint).Map(_app);
        new LogsApi(telemetry).Map(_app);
        new TracesApi(telemetry).Map(_app);
        new MetricsApi(telemetry, TimeProvider.System).Map(_app);
        receiver.Map(_app);
        _app.Map("/api/{**rest}", () => Results.NotFound());
        _app.MapFallback(() => _assets.Page());
        try
        {
            await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new DistributedApplicationException($"The dashboard cannot listen on port {url.Port}: {error.Message}", error);
        }

        LogLogin(access.IsOpen ? url.ToString() : $"{url.GetLeftPart(UriPartial.Authority)}/login?t={Uri.EscapeDataString(access.Token)}");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null) await _app.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync().ConfigureAwait(false);
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next, DashboardAccess access)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (!DashboardAccess.IsFromHere(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("The dashboard answers to localhost only.", context.RequestAborted).ConfigureAwait(false);
        }
        else if (_assets.Find(context) is { } asset)
        {
            // The page's code is no secret, and the sign-in needs it.
            await asset.ExecuteAsync(context).ConfigureAwait(false);
        }
        else if (context.Request.Path.StartsWithSegments(OtlpReceiver.PathPrefix, StringComparison.Ordinal))
        {
            // Processes bring a key of their own, not the cookie.
            await next(context).ConfigureAwait(false);
        }
        else if (context.Request.Path == "/login" || access.IsSignedIn(context.Request))
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _app!.Lifetime.ApplicationStopping);
            context.RequestAborted = ending.Token;
            await next(context).ConfigureAwait(false);
        }
        else if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect("/login");
        }
    }

    private Task LoginAsync(HttpContext context, DashboardAccess access)
    {
        var token = context.Request.Query["t"].ToString();
        if (access.SignIn(context, token)) context.Response.Redirect("/");
        else return _assets.Page(token.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        return Task.CompletedTask;
    }

    [LoggerMessage(12001, LogLevel.Information, "Login to the dashboard at {Url}")]
    private partial void LogLogin(string url);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
