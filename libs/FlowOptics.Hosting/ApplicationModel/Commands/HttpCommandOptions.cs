namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command asks of an endpoint, and what it makes of the answer.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Null: the endpoint that the command names.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>Null: POST.</summary>
    public HttpMethod? Method { get; set; }

    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Null: success where the status code says so.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}
