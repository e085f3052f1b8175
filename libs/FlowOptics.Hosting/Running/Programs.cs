namespace Aspire.Hosting.Running;

/// <summary>Finds programs as a shell does.</summary>
internal static class Programs
{
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public static string Find(string command, string workingDirectory)
    {
        if (command.Contains('/', StringComparison.Ordinal) || command.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(command, workingDirectory);
            return File.Exists(path) ? path : throw new DistributedApplicationException($"The program '{path}' does not exist.");
        }

        return FindInPath(command) ?? throw new DistributedApplicationException($"The program '{command}' was not found in PATH: is it installed?");
    }

    public static string? FindInPath(string command)
    {
        string[] names = OperatingSystem.IsWindows() ? [command + ".exe", command + ".cmd", command] : [command];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
