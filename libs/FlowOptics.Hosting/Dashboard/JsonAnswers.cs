using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>Writes answers straight into the response: what is kept is bytes already, and the page may ask for ten thousand rows.</summary>
internal static class JsonAnswers
{
    // The answer is data for the page's own code, never a part of HTML; so nothing but JSON's own signs must be escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Utf8JsonWriter Writer(System.Buffers.IBufferWriter<byte> output) => new(output, Options);

    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var json = Writer(context.Response.BodyWriter);
        await using (json.ConfigureAwait(false)) write(json);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>An endpoint whose wrong parameters become problem details.</summary>
    public static RequestDelegate Endpoint(Func<HttpContext, Task> answer) => async context =>
    {
        try
        {
            await answer(context).ConfigureAwait(false);
        }
        catch (BadParameterException wrong)
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, "A parameter is wrong", wrong.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for this any more.
        }
    };

    public static Task NotFoundAsync(HttpContext context, string what) => ProblemAsync(context, StatusCodes.Status404NotFound, "Not found", what);

    private static Task ProblemAsync(HttpContext context, int status, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
}
