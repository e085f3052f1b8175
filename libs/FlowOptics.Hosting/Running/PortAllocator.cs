using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Gives every endpoint its port before anything starts, so that each process can be told where the others will be.</summary>
internal static class PortAllocator
{
    // Below the range from which systems take ports for outgoing connections (Linux: 32768 and up), so that none is lost between choice and use.
    private const int FirstFree = 20_000;
    private const int LastFree = 31_999;
    private const int Attempts = 1_000;

    public static void Allocate(IEnumerable<IResource> resources)
    {
        var endpoints = resources
            .SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => (Resource: resource, Endpoint: endpoint))).ToArray();
        var taken = new Dictionary<int, string>();
        // Fixed ports first, so that no free choice falls on one.
        foreach (var (resource, endpoint) in endpoints.Where(pair => FixedPort(pair.Resource, pair.Endpoint) is not null))
        {
            var name = $"endpoint '{endpoint.Name}' of resource '{resource.Name}'";
            var port = FixedPort(resource, endpoint)!.Value;
            if (Instances(resource) > 1)
                throw new DistributedApplicationException($"The {name} has the fixed port {port}, but the resource has several replicas, which cannot share it.");
            if (!taken.TryAdd(port, name))
                throw new DistributedApplicationException($"The {name} and the {taken[port]} both have port {port}.");
            if (!IsFree(port))
                throw new DistributedApplicationException($"Port {port}, of {name}, is in use by another program.");
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port);
        }

        foreach (var (resource, endpoint) in endpoints.Where(pair => FixedPort(pair.Resource, pair.Endpoint) is null))
        {
            endpoint.Replicas = [.. Enumerable.Range(0, Instances(resource))
                .Select(_ => new AllocatedEndpoint(endpoint, endpoint.TargetHost, FreePort(taken)))];
        }
    }

    public static int Instances(IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;

    /// <summary>Whether nothing listens on the port, on either loopback address.</summary>
    public static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    // A container's target port is its own, behind the runtime's mapping; before a process stands nothing, so what it listens on is what others see.
    private static int? FixedPort(IResource resource, EndpointAnnotation endpoint)
    {
        if (resource is ContainerResource) return endpoint.Port;
        // A project is told its port in any case, another program only by a variable.
        if (endpoint is { Port: { } port, TargetPort: { } target } && port != target && resource is not ProjectResource && endpoint.EnvironmentVariable is null)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' has the port {port} and the targetPort {target}, and no proxy stands between them here: "
                + "give it one of them, or an env that tells the program its port.");
        }

        return endpoint.Port ?? endpoint.TargetPort;
    }

    private static int FreePort(Dictionary<int, string> taken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstFree, LastFree + 1);
            if (!taken.ContainsKey(port) && IsFree(port) && taken.TryAdd(port, "")) return port;
        }

        throw new DistributedApplicationException($"No free port was found between {FirstFree} and {LastFree}.");
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // The machine has no such address (IPv6 switched off): nothing can listen there.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
