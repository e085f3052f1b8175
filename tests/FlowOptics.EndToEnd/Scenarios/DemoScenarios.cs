namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Scenarios with the demo: one start for all of them, since the first writes and imports three days. One after the other, like all scenarios.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DemoScenarios : ICollectionFixture<DemoProduct>
{
    public const string Name = "the product with its demo";
}
