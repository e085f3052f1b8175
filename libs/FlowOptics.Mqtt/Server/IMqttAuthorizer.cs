using System.Security.Claims;

namespace FlowOptics.Mqtt;

/// <summary>The server's rules. Called on the connection's own thread of work; must not block.</summary>
public interface IMqttAuthorizer
{
    /// <summary>May this client connect? <paramref name="user"/> is the HTTP user for WebSocket connections, else null.</summary>
    bool MayConnect(string clientId, string? userName, ReadOnlyMemory<byte> password, ClaimsPrincipal? user);

    bool MaySubscribe(string clientId, ClaimsPrincipal? user, string filter);

    bool MayPublish(string clientId, ClaimsPrincipal? user, string topic);
}
