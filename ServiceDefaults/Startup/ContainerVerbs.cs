using System.Net;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>
/// What a container's image is asked beside running: images without a shell have nothing else that could be. <c>alive</c> asks the service that runs beside it, for the container's health check.
/// <c>own-data</c>, as root and before the service: gives the data folder, which Fargate mounts as root's, to the user that the service runs as.
/// </summary>
internal static class ContainerVerbs
{
    public const string Alive = "alive";
    public const string OwnData = "own-data";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Does what the command line asks for and ends the process; returns where it asks for nothing of this.</summary>
    public static void RunIfAsked()
    {
        if (Environment.GetCommandLineArgs() is not [_, var verb]) return;
        if (Run(verb, Environment.GetEnvironmentVariable, Console.Error) is { } exitCode) Environment.Exit(exitCode);
    }

    /// <returns>The exit code; null where this is no verb.</returns>
    internal static int? Run(string verb, Func<string, string?> environment, TextWriter errors) => verb switch
    {
        Alive => IsAlive(environment("ASPNETCORE_URLS") ?? "", errors) ? 0 : 1,
        OwnData => GiveData(environment("FlowOptics__Data"), errors) ? 0 : 1,
        _ => null,
    };

    private static bool IsAlive(string urls, TextWriter errors)
    {
        // http://*:8080 says where to listen, not whom to ask.
        var address = urls.Split(';')[0].Replace("*", IPAddress.Loopback.ToString(), StringComparison.Ordinal).Replace("+", IPAddress.Loopback.ToString(), StringComparison.Ordinal);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            errors.WriteLine($"ASPNETCORE_URLS is '{urls}', which names no address to ask.");
            return false;
        }

        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(uri, Health.HealthEndpoints.Alive)));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            errors.WriteLine($"{uri} does not answer: {e.Message}");
            return false;
        }
    }

    private static bool GiveData(string? folder, TextWriter errors)
    {
        if (folder is not { Length: > 0 } || OperatingSystem.IsWindows())
        {
            errors.WriteLine("FlowOptics__Data names no folder to give.");
            return false;
        }

        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        // Nobody else is in the task; and TMPDIR is a folder of it, since the rest is read-only.
        foreach (var one in (string[])[folder, Path.Join(folder, "tmp")])
        {
            Directory.CreateDirectory(one);
            File.SetUnixFileMode(one, Everybody);
        }

        return true;
    }
}
