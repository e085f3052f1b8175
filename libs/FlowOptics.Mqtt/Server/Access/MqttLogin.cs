using System.Net;
using System.Security.Claims;

namespace FlowOptics.Mqtt;

/// <summary>What a client says of itself when it connects.</summary>
public sealed record MqttLogin
{
    public required string ClientId { get; init; }

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>The HTTP user of a WebSocket connection.</summary>
    public ClaimsPrincipal? User { get; init; }

    /// <summary>Null where the transport has none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Never with the password.</summary>
    public override string ToString() => $"{ClientId} as {UserName ?? "nobody"} from {Address}";
}
