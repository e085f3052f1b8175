namespace Aspire.Hosting.Tests.Containers;

/// <summary>
/// A command in PATH that takes docker's command lines: it writes each down, and a "container" is a shell that says its variable and goes on until it is
/// stopped or removed. What the product asks of docker is so seen as it is; what docker makes of it is docker's matter.
/// </summary>
internal sealed class StandInRuntime : IDisposable
{
    // $0.calls gets a line for each command; $0.NAME is the container's process, once it runs.
    private const string Script =
        """
        #!/bin/sh
        echo "$*" >> "$0.calls"
        for last; do :; done
        case $1 in
          ps) [ -e "$0.silent" ] && { echo "Cannot connect to the daemon" >&2; exit 1; }; exit 0;;
          create) [ -e "$0.refuses" ] && { echo "pull access denied" >&2; exit 125; }; echo "SECRET is $SECRET" >> "$0.seen"; echo 4f1c2a;;
          start)
            echo $$ > "$0.$last"
            echo "secret: $(sed -n 's/SECRET is //p' "$0.seen")"
            trap 'exit 143' TERM
            while [ -e "$0.$last" ]; do sleep 0.05; done
            exit 143;;
          stop|rm) rm -f "$0.$last";;
        esac
        """;

    private static readonly Lock Path = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stand-in-runtime-");

    public StandInRuntime()
    {
        Name = $"stand-in-{Guid.NewGuid():N}";
        File.WriteAllText(Program, Script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Under a name of its own: tests that run beside this one do not see it.
        lock (Path) Environment.SetEnvironmentVariable("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:{_folder.FullName}");
    }

    public string Name { get; }

    private string Program => System.IO.Path.Combine(_folder.FullName, Name);

    public IReadOnlyList<string> Calls => File.Exists(Program + ".calls") ? File.ReadAllLines(Program + ".calls") : [];

    /// <summary>From now on no daemon answers the client.</summary>
    public void FallSilent() => File.WriteAllText(Program + ".silent", "");

    /// <summary>From now on no container can be made.</summary>
    public void Refuse() => File.WriteAllText(Program + ".refuses", "");

    public IDistributedApplicationBuilder NewBuilder()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = Name;
        return builder;
    }

    public void Dispose()
    {
        lock (Path) Environment.SetEnvironmentVariable("PATH", Environment.GetEnvironmentVariable("PATH")!.Replace($":{_folder.FullName}", "", StringComparison.Ordinal));
        _folder.Delete(recursive: true);
    }
}
