namespace FlowOptics.Deploy.Commands;

/// <summary>What the tool says while it works, and how long it waits between two looks.</summary>
internal sealed class Progress(TextWriter output, TimeSpan pause)
{
    public void Say(string line) => output.WriteLine(line);

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(pause, cancellationToken);
}
