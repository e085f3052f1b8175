namespace FlowOptics.Mqtt.Tests;

/// <summary>For tests that measure the process: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
