using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.ServiceDefaults.Health;

/// <summary>
/// Writes a health report as people and the dashboard read it:
/// <code>{"status":"unhealthy","checks":{"mqtt":{"status":"unhealthy","description":"not connected to mqtt://127.0.0.1:1883"}}}</code>
/// </summary>
internal static class HealthReportWriter
{
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter.AsStream(leaveOpen: true));
        json.WriteStartObject();
        json.WriteString("status", Name(report.Status));
        if (IsStranger(context))
        {
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("checks");
        foreach (var (name, check) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", Name(check.Status));
            // The type and message of a check's failure, not its stack trace: the log has that.
            if ((check.Description ?? check.Exception?.Message) is { } description) json.WriteString("description", description);
            if (check.Data.Count > 0)
            {
                json.WritePropertyName("data");
                JsonSerializer.Serialize(json, check.Data);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    // Where people sign in, what the checks say of addresses and counts is not for everybody.
    private static bool IsStranger(HttpContext context) =>
        context.RequestServices.GetService<IAuthorizationService>() is not null && context.User.Identity?.IsAuthenticated != true;

    private static string Name(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
