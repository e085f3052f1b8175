using System.Net;
using System.Net.Sockets;

namespace FlowOptics.AppHost.Tests;

public sealed class ProductTests
{
    private static readonly string[] Services = ["broker", "enricher", "graphapi", "web", "ingestor"];

    [Fact]
    public async Task It_starts_all_services_and_ends_them_all()
    {
        var data = AppHostProcess.NewDataFolder();
        using var product = AppHostProcess.Start(["--demo", "off", "--data", data, .. AppHostProcess.OwnPorts()], ("AppHost__BrowserToken", "a token of one's own"));
        await product.UntilAsync("All is healthy");
        var children = product.Children();
        var second = await AppHostProcess.RunAsync(["--demo", "off", "--data", data, .. AppHostProcess.OwnPorts()]);

        var exitCode = await product.TerminateAsync();

        Assert.Equal(Services.Length, children.Count);
        Assert.All(Services, name => Assert.Contains($"  {name} ", product.Output, StringComparison.Ordinal));
        Assert.Contains("/login?t=a%20token%20of%20one%27s%20own\n", product.Output, StringComparison.Ordinal);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"process {product.Id}", Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(children, AppHostProcess.IsAlive);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_broker_lets_other_programs_look_only_and_no_secret_is_seen()
    {
        var data = AppHostProcess.NewDataFolder();
        var ports = AppHostProcess.OwnPorts();
        using var product = AppHostProcess.Start(["--demo", "off", "--verbose", "--data", data, .. ports]);
        await product.UntilAsync("All is healthy");
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, int.Parse(ports[^1], null), TestContext.Current.CancellationToken);
        var stream = stranger.GetStream();

        // CONNECT of 5.0 as "raw"; SUBSCRIBE to flowoptics/v1/map/# and to "#"; PUBLISH at QoS 1 to "a".
        await stream.WriteAsync(Convert.FromHexString("101000044D51545405020000000003726177821D0001" + "00" + "0013666C6F776F70746963732F76312F6D61702F2300" + "00012300"
            + "3206000161000200"), TestContext.Current.CancellationToken);
        Assert.Equal(0x00, (await ReadPacketAsync(stream, 0x20))[1]);
        // Packet identifier, the properties with a reason in words, and one code for each filter.
        var suback = Convert.ToHexString(await ReadPacketAsync(stream, 0x90));
        Assert.StartsWith("0001", suback, StringComparison.Ordinal);
        Assert.EndsWith("0087", suback, StringComparison.Ordinal);
        Assert.Equal(0x87, (await ReadPacketAsync(stream, 0x40))[2]);

        var children = product.Children();
        var secrets = children.SelectMany(child => File.ReadAllText($"/proc/{child}/environ").Split('\0'))
            .Where(variable => variable.StartsWith("FlowOptics__Broker__Secrets__", StringComparison.Ordinal))
            .Select(variable => variable.Split('=')[1]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(4, secrets.Count);
        Assert.All(secrets, secret => Assert.All(children, child => Assert.DoesNotContain(secret, File.ReadAllText($"/proc/{child}/cmdline"), StringComparison.Ordinal)));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, product.Output, StringComparison.Ordinal));
        await product.TerminateAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>The body of the next packet of this type; others are passed over.</summary>
    private static async Task<byte[]> ReadPacketAsync(NetworkStream stream, byte type)
    {
        while (true)
        {
            var head = new byte[2];
            await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
            var body = new byte[head[1]];
            await stream.ReadExactlyAsync(body, TestContext.Current.CancellationToken);
            if (head[0] == type) return body;
        }
    }

    [Fact]
    public async Task Killed_with_SIGKILL_it_leaves_no_process_behind()
    {
        var data = AppHostProcess.NewDataFolder();
        using var product = AppHostProcess.Start(["--demo", "off", "--data", data, .. AppHostProcess.OwnPorts()]);
        await product.UntilAsync("All is healthy");
        var children = product.Children();

        product.Kill();

        Assert.Equal(Services.Length, children.Count);
        await Eventually.TrueAsync(() => !children.Any(AppHostProcess.IsAlive), "a service outlives AppHost");
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_taken_port_is_said_with_its_option_before_anything_starts()
    {
        var data = AppHostProcess.NewDataFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var ports = AppHostProcess.OwnPorts();
        ports[1] = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(null, null);

        var (exitCode, output, error) = await AppHostProcess.RunAsync(["--data", data, .. ports]);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Equal($"Port {ports[1]} for the page is in use by another program: choose another with --port PORT.\n", error);
        Directory.Delete(data, recursive: true);
    }
}
