using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace FlowOptics.Aws;

/// <summary>
/// Makes each call of the SDK a span and a measurement, retries included: source and meter <c>FlowOptics.Aws</c>, names as in OpenTelemetry's
/// conventions for AWS's SDKs. Of a request nothing is told but service and operation: no keys, no messages, no secrets.
/// </summary>
public sealed class AwsCalls : IRuntimePipelineCustomizer
{
    private const string Name = "FlowOptics.Aws";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("flowoptics.aws.call.duration", "s",
        "Calls of AWS until their answer began, retries included, by service, operation and outcome");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("flowoptics.aws.retries", "{retry}",
        "Calls of AWS that were tried again, by service and operation");
    private static readonly Lock Gate = new();
    private static AwsCalls? _registered;

    public string UniqueName => Name;

    /// <summary>From now on, for clients that are made later.</summary>
    public static void Watch()
    {
        lock (Gate)
        {
            if (_registered is not null) return;
            RuntimePipelineCustomizerRegistry.Instance.Register(_registered = new AwsCalls());
        }
    }

    public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandler(new Handler());

    /// <summary>The outermost handler: around the SDK's own retries.</summary>
    private sealed class Handler : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext;
            var service = request.ServiceMetaData.ServiceId ?? "";
            // ListObjectsV2Request is ListObjectsV2.
            var operation = request.OriginalRequest is IAwsOperation named ? named.Operation
                : request.RequestName.EndsWith("Request", StringComparison.Ordinal) ? request.RequestName[..^"Request".Length]
                : request.RequestName;
            using var activity = Source.StartActivity($"{service}.{operation}", ActivityKind.Client);
            activity?.SetTag("rpc.system", "aws-api").SetTag("rpc.service", service).SetTag("rpc.method", operation);
            var began = Stopwatch.GetTimestamp();
            var outcome = "ok";
            try
            {
                var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
                activity?.SetTag("aws.request_id", executionContext.ResponseContext.Response?.ResponseMetadata?.RequestId);
                return response;
            }
            catch (Exception e)
            {
                outcome = e switch
                {
                    AmazonServiceException { ErrorCode: { Length: > 0 } code } => code,
                    OperationCanceledException => "cancelled",
                    _ => e.GetType().Name,
                };
                activity?.SetTag("aws.request_id", (e as AmazonServiceException)?.RequestId).SetTag("error.type", outcome)
                    .SetStatus(ActivityStatusCode.Error, outcome);
                throw;
            }
            finally
            {
                var tags = new TagList { { "rpc.service", service }, { "rpc.method", operation } };
                if (request.Retries > 0)
                {
                    activity?.SetTag("aws.retries", request.Retries);
                    Retries.Add(request.Retries, tags);
                }

                tags.Add("outcome", outcome);
                Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
            }
        }
    }
}
