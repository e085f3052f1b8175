using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running.Containers;

/// <summary>The program that runs containers: docker, else podman, or the one that <c>ASPIRE_CONTAINER_RUNTIME</c> names.</summary>
internal sealed class ContainerRuntime(IConfiguration configuration)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly string[] Known = ["docker", "podman"];

    private string? _found;

    /// <returns>The path of a runtime that answers. Asked again at each start until there is one: somebody may start it meanwhile.</returns>
    /// <exception cref="DistributedApplicationException">There is none, or none that answers; the message says why.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        if (_found is not null) return _found;
        var chosen = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"];
        string[] names = chosen is { Length: > 0 } ? [chosen] : Known;
        var silent = new List<string>();
        foreach (var name in names)
        {
            if (Programs.FindInPath(name) is not { } path) continue;
            if (await ProblemAsync(path, cancellationToken).ConfigureAwait(false) is not { } problem) return _found = path;
            silent.Add($"{name} does not answer: {problem}");
        }

        throw new DistributedApplicationException(silent.Count == 0
            ? $"A container needs a container runtime, and {string.Join(" or ", names)} is not in PATH: install one, or do without this resource."
            : $"A container needs a container runtime. {string.Join(" ", silent)}");
    }

    // docker is a client, whose server may not run; podman has none, and answers by itself.
    private static async Task<string?> ProblemAsync(string path, CancellationToken cancellationToken)
    {
        var said = new List<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            var exitCode = await CommandLine.RunAsync(path, ["ps", "--quiet", "--last", "1"], environment: null, Hear, limit.Token).ConfigureAwait(false);
            return exitCode == 0 ? null : said.LastOrDefault(line => line.Length > 0) ?? $"'{path} ps' ended with exit code {exitCode}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"'{path} ps' took longer than {AnswerTime.TotalSeconds:0} s.";
        }

        void Hear(string line, bool isError)
        {
            lock (said)
            {
                if (isError) said.Add(line);
            }
        }
    }
}
