using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.SignIn;

/// <summary>The answers to who may not ask, in RFC 9457's form. They say nothing of what there would be.</summary>
internal static partial class SignInProblem
{
    /// <param name="failure">Why its token was not taken; null: it had none.</param>
    public static Task WriteUnauthorizedAsync(HttpContext context, Exception? failure)
    {
        // The kind of failure alone: its message may hold what the token has.
        if (failure is not null) LogRefused(LoggerOf(context), context.Request.Path, context.Connection.RemoteIpAddress, failure.GetType().Name);
        return WriteAsync(
            context, StatusCodes.Status401Unauthorized, "Sign in first", "The request has no token that is in force. Sign in (again), or send one as 'Authorization: Bearer …'.");
    }

    public static Task WriteForbiddenAsync(HttpContext context)
    {
        LogForbidden(LoggerOf(context), context.Request.Path, context.Connection.RemoteIpAddress, context.User.FindFirst("sub")?.Value ?? "somebody");
        return WriteAsync(
            context, StatusCodes.Status403Forbidden, "You may not see this", "You are signed in, but have no role here, or no account to see. Whoever runs FlowOptics gives them (docs/security.md).");
    }

    private static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(title: title, detail: detail, statusCode: status).ExecuteAsync(context);
    }

    private static ILogger LoggerOf(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInProblem));

    [LoggerMessage(8001, LogLevel.Warning, "A token for {Path} from {Address} was refused: {Failure}")]
    private static partial void LogRefused(ILogger logger, string path, System.Net.IPAddress? address, string failure);

    [LoggerMessage(8004, LogLevel.Warning, "{Path} from {Address} was refused: {Subject} has no role, or no account")]
    private static partial void LogForbidden(ILogger logger, string path, System.Net.IPAddress? address, string subject);
}
