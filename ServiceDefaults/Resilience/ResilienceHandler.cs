namespace FlowOptics.ServiceDefaults.Resilience;

/// <summary>Sends each request through its host's resilience pipeline.</summary>
internal sealed class ResilienceHandler(HttpResilience resilience) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = resilience.PipelineFor(request);
        return await pipeline.ExecuteAsync(
            static async (state, token) => await state.Send(state.request, token),
            (Send: (Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>)base.SendAsync, request),
            cancellationToken);
    }
}
