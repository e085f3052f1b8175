using FlowOptics.Emulator.Athena;
using FlowOptics.Emulator.Faults;
using FlowOptics.Emulator.Firehose;
using FlowOptics.Emulator.Logs;
using FlowOptics.Emulator.S3;
using FlowOptics.Emulator.Signing;
using FlowOptics.Emulator.Sqs;

namespace FlowOptics.Emulator.Gateway;

/// <summary>Finds out which service a request is for, checks its signature, injects what faults are asked for, and lets the service answer.</summary>
internal sealed class AwsGateway(
    S3Service s3, SqsService sqs, AthenaService athena, LogsService logs, FirehoseService firehose, SignatureVerifier signatures,
    FaultInjector faults, EmulatorMetrics metrics, ILogger<AwsGateway> logger)
{
    public async Task AnswerAsync(HttpContext context)
    {
        var request = new AwsRequest(context);
        var service = ServiceOf(request);
        var operation = service.OperationOf(request);
        var code = "OK";
        try
        {
            await CheckSignatureAsync(request, service);
            var fault = faults.Next(service.Name, operation);
            if (fault is not null) await fault.BeforeAsync(request, service);
            if (fault is { LosesAnswer: true }) await LoseAnswerAsync(request, service, operation);
            await service.AnswerAsync(request, operation);
        }
        catch (AwsException error)
        {
            code = error.Code;
            await WriteErrorAsync(request, service, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            code = "ClientClosed";
        }
        catch (Exception failure) when (failure is not BadHttpRequestException)
        {
            code = "InternalError";
            EmulatorLog.Failed(logger, failure, service.Name, operation);
            await WriteErrorAsync(request, service, new AwsException(500, "InternalError", "We encountered an internal error. Please try again."));
        }

        metrics.Answered(service.Name, operation, code);
    }

    private IAwsService ServiceOf(AwsRequest request)
    {
        var target = request.Header("X-Amz-Target");
        if (target is null) return s3;
        return target.StartsWith("AmazonAthena.", StringComparison.Ordinal) ? athena
            : target.StartsWith(LogsService.Target, StringComparison.Ordinal) ? logs
            : target.StartsWith(FirehoseService.Target, StringComparison.Ordinal) ? firehose
            : sqs;
    }

    private async Task CheckSignatureAsync(AwsRequest request, IAwsService service)
    {
        try
        {
            await signatures.CheckAsync(request, service.Name);
        }
        catch (AwsException refused)
        {
            throw service.Refused(refused);
        }
    }

    /// <summary>The operation is done, but its answer is lost: what a client must survive when the connection breaks at the wrong time.</summary>
    private static async Task LoseAnswerAsync(AwsRequest request, IAwsService service, string operation)
    {
        var real = request.Http.Response.Body;
        request.Http.Response.Body = Stream.Null;
        try
        {
            await service.AnswerAsync(request, operation);
        }
        finally
        {
            request.Http.Response.Body = real;
        }

        request.Http.Response.Clear();
        throw new AwsException(500, "InternalError", "We encountered an internal error. Please try again.");
    }

    private static async Task WriteErrorAsync(AwsRequest request, IAwsService service, AwsException error)
    {
        // Part of an answer is out already: a broken connection is what tells the client.
        if (request.Http.Response.HasStarted)
        {
            request.Http.Abort();
            return;
        }

        request.Http.Response.Clear();
        await service.WriteErrorAsync(request, error);
    }
}
