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
        using var product = AppHostProcess.Start(["--demo", "off", "--data", data, .. AppHostProcess.OwnPorts()]);
        await product.UntilAsync("All is healthy");
        var children = product.Children();
        var second = await AppHostProcess.RunAsync(["--demo", "off", "--data", data, .. AppHostProcess.OwnPorts()]);

        var exitCode = await product.TerminateAsync();

        Assert.Equal(Services.Length, children.Count);
        Assert.All(Services, name => Assert.Contains($"  {name} ", product.Output, StringComparison.Ordinal));
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"process {product.Id}", Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(children, AppHostProcess.IsAlive);
        Directory.Delete(data, recursive: true);
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
        await AppHostProcess.UntilAsync(() => !children.Any(AppHostProcess.IsAlive));
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
