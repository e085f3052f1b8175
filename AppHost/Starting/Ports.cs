using System.Net;
using System.Net.Sockets;

namespace FlowOptics.AppHost;

/// <summary>The fixed ports are looked at before anything starts: a taken one is said in a sentence, not in six logs.</summary>
internal static class Ports
{
    /// <exception cref="StartException">Two options name the same port.</exception>
    public static void CheckDistinct(ProductOptions options)
    {
        var ports = Of(options);
        foreach (var (option, port, _) in ports)
        {
            if (ports.FirstOrDefault(other => other.Port == port && other.Option != option) is { Option: { } same })
                throw new StartException($"{option} and {same} are both {port}: give each its own.", StartException.WrongArguments);
        }
    }

    /// <exception cref="StartException">One is taken.</exception>
    public static void CheckFree(ProductOptions options)
    {
        foreach (var (option, port, what) in Of(options))
        {
            if (!IsFree(port))
                throw new StartException($"Port {port} for {what} is in use by another program: choose another with {option} PORT.", StartException.CannotStart);
        }
    }

    private static (string Option, int Port, string What)[] Of(ProductOptions options) =>
    [
        ("--port", options.Port, "the page"),
        ("--dashboard-port", options.DashboardPort, "the dashboard"),
        ("--broker-port", options.BrokerPort, "the MQTT broker"),
        .. options.HasStandIn ? [("--cloud-port", options.CloudPort, "what answers as AWS")] : Array.Empty<(string, int, string)>(),
    ];

    private static bool IsFree(int port) => CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException error)
        {
            // A machine without IPv6 has no ::1, and nothing can listen there.
            return error.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
