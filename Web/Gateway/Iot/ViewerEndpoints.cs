using Amazon.Runtime;
using FlowOptics.Aws;
using FlowOptics.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlowOptics.Web.Gateway.Iot;

/// <summary>The way past the gateway: a browser that hears the map's ticks from IoT Core itself. There is none unless a role is configured.</summary>
internal static partial class ViewerEndpoints
{
    public const string Path = "/mqtt/address";

    private const string Instead = "The gateway at /mqtt has all live data.";

    public static void AddViewerAddresses(this IHostApplicationBuilder builder)
    {
        if (ViewerOptions.From(builder.Configuration) is not { } options) return;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(services => new AssumedRole(AssumedRole.Client(options.Region), options.Role, "flowoptics-viewer", services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new ViewerAddresses(options, services.GetRequiredService<AssumedRole>(), services.GetRequiredService<TimeProvider>()));
    }

    public static void MapViewerAddresses(this WebApplication app) =>
        // As a delegate: what a RequestDelegate hands back is thrown away.
        app.MapGet(Path, (Delegate)((HttpContext context) => AnswerAsync(context, app.Services.GetService<ViewerAddresses>(), app.Logger)));

    private static async Task<Results<Ok<ViewerAddress>, NoContent, ProblemHttpResult>> AnswerAsync(HttpContext context, ViewerAddresses? addresses, ILogger logger)
    {
        // It lets in whoever has it.
        context.Response.Headers.CacheControl = "no-store";
        // No error: each page asks, and browsers complain of those.
        if (addresses is null) return TypedResults.NoContent();
        try
        {
            return await addresses.NextAsync(context.Viewer().Accounts, context.RequestAborted) is { } address ? TypedResults.Ok(address)
                : Refusal(403, $"You may see more accounts than a session at AWS IoT Core can be bound to. {Instead}");
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            LogRefused(logger, e.Message);
            return Refusal(503, $"AWS gives no address for the live connection now; Web's log says why. {Instead}");
        }
    }

    private static ProblemHttpResult Refusal(int status, string detail) => TypedResults.Problem(detail, title: "No address", statusCode: status);

    [LoggerMessage(6111, LogLevel.Warning, "No address of IoT Core for a browser: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
