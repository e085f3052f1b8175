using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Faults;

/// <summary>A fault that befalls one request.</summary>
internal sealed class Fault(FaultRule rule, TimeProvider time)
{
    public bool LosesAnswer => rule.Kind == FaultKind.LoseAnswer;

    /// <exception cref="AwsException">The fault, as the service says it.</exception>
    public async Task BeforeAsync(AwsRequest request, IAwsService service)
    {
        switch (rule.Kind)
        {
            case FaultKind.Error when rule.Status == 503:
                throw new AwsException(503, "ServiceUnavailable", "Service is unable to handle request.");
            case FaultKind.Error:
                throw new AwsException(rule.Status, "InternalError", "We encountered an internal error. Please try again.");
            case FaultKind.Throttle:
                throw service.Throttled();
            case FaultKind.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(rule.DelayMilliseconds), time, request.Aborted);
                break;
            case FaultKind.Cut:
                request.Http.Abort();
                throw new OperationCanceledException(request.Aborted);
            case FaultKind.LoseAnswer:
            default:
                break;
        }
    }
}
