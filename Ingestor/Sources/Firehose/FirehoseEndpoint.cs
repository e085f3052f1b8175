using FlowOptics.Lake;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>
/// The address that Amazon Data Firehose delivers to: 200 once a request's records are in the bucket, else why not. Firehose sends again what was not answered with 200, for as long as its stream says,
/// and then puts it into its backup bucket; what was answered with 413 at once.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html</remarks>
internal sealed class FirehoseEndpoint(
    FirehoseOptions options, FirehoseArchive archive, FirehoseTelemetry telemetry, TimeProvider time, ILogger<FirehoseEndpoint> logger) : IDisposable
{
    public const string Path = "/firehose";

    private readonly SemaphoreSlim _places = new(options.Concurrent);

    public void Dispose() => _places.Dispose();

    public async Task<JsonHttpResult<FirehoseAnswer>> AnswerAsync(HttpContext context)
    {
        // Before anything of what was sent is looked at.
        if (!options.Knows(context.Request.Headers[FirehoseRequest.AccessKeyHeader])) return Refuse(context, "", 401, $"the header {FirehoseRequest.AccessKeyHeader} is not the access key that is configured here");
        var (request, problem) = FirehoseRequest.Of(context.Request);
        if (request is null) return Refuse(context, "", 400, problem!);
        // Bounded where it is read, packed and unpacked.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (context.Request.ContentLength > options.MaxBytes) return Refuse(context, request.Id, 413, $"the body has {context.Request.ContentLength} bytes, more than {options.MaxBytes}: let Firehose buffer less");
        if (!await _places.WaitAsync(options.Wait, context.RequestAborted)) return Refuse(context, request.Id, 503, "too many requests are being archived: send it again");
        try
        {
            var archived = await archive.ArchiveAsync(request, context.Request.Body, context.RequestAborted);
            FirehoseLog.Archived(logger, request.Id, archived.Lines, archived.Objects, archived.Known);
            telemetry.Answered(archived is { Objects: 0, Known: > 0 } ? "known" : "archived", archived.Lines);
            return Answer(request.Id, 200, null);
        }
        catch (FirehoseBodyException e)
        {
            return Refuse(context, request.Id, e.IsTooLarge ? 413 : 400, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Refuse(context, request.Id, e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is ObjectStoreException or IOException or UnauthorizedAccessException && !context.RequestAborted.IsCancellationRequested)
        {
            FirehoseLog.NotArchived(logger, request.Id, e.Message);
            telemetry.Answered("failed", 0);
            // The reason may name folders and buckets, which are no business of whoever asks.
            return Answer(request.Id, 503, "the records cannot be archived now: send them again");
        }
        finally
        {
            _places.Release();
        }
    }

    private JsonHttpResult<FirehoseAnswer> Refuse(HttpContext context, string id, int status, string reason)
    {
        FirehoseLog.Refused(logger, id, status, reason);
        telemetry.Answered(status switch { 401 => "unauthenticated", 413 => "too large", 503 => "busy", _ => "malformed" }, 0);
        // What is left of the body need not be read to the end.
        if (status != 503) context.Response.Headers.Connection = "close";
        return Answer(id, status, reason);
    }

    private JsonHttpResult<FirehoseAnswer> Answer(string id, int status, string? error) =>
        TypedResults.Json(new FirehoseAnswer(id, time.GetUtcNow().ToUnixTimeMilliseconds(), error), FirehoseAnswer.Json.Default.FirehoseAnswer, "application/json", status);
}
