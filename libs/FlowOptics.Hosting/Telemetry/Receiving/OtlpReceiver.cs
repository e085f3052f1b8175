using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Running;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>
/// OTLP over HTTP (opentelemetry.io/docs/specs/otlp): protobuf, plain or gzip, with the key of this run. A request is kept as a whole or not at all;
/// what of a good one has no place is told in the answer, as the protocol has it. Secrets are taken out before anything is read.
/// </summary>
internal sealed class OtlpReceiver(TelemetryStore store, TelemetryEndpoint endpoint, SecretMask secrets)
{
    public const string PathPrefix = "/v1";
    public const string KeyHeader = "x-otlp-api-key";

    private const string Protobuf = "application/x-protobuf";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(endpoint.Key);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(PathPrefix + "/logs", context => ReceiveAsync(context, Signal.Logs));
        routes.MapPost(PathPrefix + "/traces", context => ReceiveAsync(context, Signal.Traces));
        routes.MapPost(PathPrefix + "/metrics", context => ReceiveAsync(context, Signal.Metrics));
    }

    private async Task ReceiveAsync(HttpContext context, Signal signal)
    {
        var request = context.Request;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()), _key))
        {
            store.Counts.AddUnauthorized();
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, $"The header {KeyHeader} must have this run's key.").ConfigureAwait(false);
            return;
        }

        if (request.ContentType?.StartsWith(Protobuf, StringComparison.OrdinalIgnoreCase) != true)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"Only {Protobuf} is read: set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf.").ConfigureAwait(false);
            return;
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "gzip" or "identity"))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The content encoding '{encoding}' is not read: gzip and none are.").ConfigureAwait(false);
            return;
        }

        await TakeAsync(context, signal, isPacked: encoding == "gzip").ConfigureAwait(false);
    }

    private async Task TakeAsync(HttpContext context, Signal signal, bool isPacked)
    {
        try
        {
            using var body = await RequestBody.ReadAsync(context.Request, isPacked).ConfigureAwait(false);
            if (body is null)
            {
                await TooLargeAsync(context).ConfigureAwait(false);
                return;
            }

            secrets.Mask(body.Bytes);
            await AcceptAsync(context, store.Take(signal, body.Bytes)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLargeAsync(context).ConfigureAwait(false);
        }
        catch (Exception damage) when (damage is MalformedPayloadException or InvalidDataException)
        {
            store.Counts.AddMalformed();
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"This is no OTLP request for {context.Request.Path}. {damage.Message}").ConfigureAwait(false);
        }
    }

    private Task TooLargeAsync(HttpContext context)
    {
        store.Counts.AddTooLarge();
        return RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, $"A request may have {RequestBody.MostBytes} bytes, packed and unpacked.");
    }

    /// <summary>Export…ServiceResponse { partial_success = 1 { rejected = 1, error_message = 2 } }: empty where all was taken.</summary>
    private static Task AcceptAsync(HttpContext context, Rejection rejected)
    {
        context.Response.ContentType = Protobuf;
        var answer = rejected.Count == 0 ? [] : ProtobufMessages.PartialSuccess(rejected.Count, rejected.Reason);
        context.Response.ContentLength = answer.Length;
        return context.Response.Body.WriteAsync(answer, context.RequestAborted).AsTask();
    }

    /// <summary>The protocol wants google.rpc.Status { code = 1, message = 2 } in the body.</summary>
    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = Protobuf;
        return context.Response.Body.WriteAsync(ProtobufMessages.Status(message), context.RequestAborted).AsTask();
    }
}
