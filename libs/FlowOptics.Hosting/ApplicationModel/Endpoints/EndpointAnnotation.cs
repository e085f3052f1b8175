using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port that a resource listens on. No proxy stands before it here, so <see cref="Port"/> and <see cref="TargetPort"/> are one.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;

    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        _transport = transport;
        Name = name ?? UriScheme;
        ModelName.Check("Endpoint", Name);
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    public string Name { get; set; }

    public ProtocolType Protocol { get; set; }

    /// <summary>The port asked for; null: any free one.</summary>
    public int? Port { get; set; }

    public int? TargetPort { get; set; }

    public string UriScheme { get; set; }

    public string TargetHost { get; set; } = "localhost";

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol == ProtocolType.Udp ? "udp" : "tcp");
        set => _transport = value;
    }

    public bool IsExternal { get; set; }

    public bool IsProxied { get; set; }

    public bool TlsEnabled { get; set; }

    /// <summary>Where it listens, from the moment that ports are given out; of the first replica.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => Replicas.Count > 0 ? Replicas[0] : null;
        set => Replicas = value is null ? [] : [value];
    }

    /// <summary>One per replica: each has its own port, and a reference lists them all.</summary>
    internal IReadOnlyList<AllocatedEndpoint> Replicas { get; set; } = [];

    /// <summary>The environment variable that tells the process its port.</summary>
    internal string? EnvironmentVariable { get; set; }
}
