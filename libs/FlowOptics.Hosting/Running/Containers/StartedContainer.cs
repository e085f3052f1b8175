namespace Aspire.Hosting.Running.Containers;

/// <summary>A running container, followed through the command that is attached to it.</summary>
internal sealed class StartedContainer : IStartedInstance
{
    private readonly ChildProcess _attached;
    private readonly string _runtime;
    private readonly string _name;
    private readonly Action<string, bool> _output;

    public StartedContainer(ChildProcess attached, string runtime, string name, Action<string, bool> output)
    {
        _attached = attached;
        _runtime = runtime;
        _name = name;
        _output = output;
        Exited = WaitAsync();
    }

    public int? ProcessId => null;

    public Task<int> Exited { get; }

    public void Terminate() => _ = RunAsync(ContainerCommands.Stop(_name));

    // Its end ends the attached command.
    public void Kill() => _ = RunAsync(ContainerCommands.Remove(_name));

    public void Dispose() => _attached.Dispose();

    private async Task<int> WaitAsync()
    {
        var exitCode = await _attached.Exited.ConfigureAwait(false);
        await RunAsync(ContainerCommands.Remove(_name)).ConfigureAwait(false);
        return exitCode;
    }

    private async Task RunAsync(IReadOnlyList<string> command)
    {
        try
        {
            // Only what goes wrong is worth a line; the name, which is all that it says otherwise, is not.
            await CommandLine.RunAsync(_runtime, command, environment: null, (line, isError) => { if (isError) _output(line, true); }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _output($"'{_runtime} {string.Join(' ', command)}' failed: {error.Message}", true);
        }
    }
}
