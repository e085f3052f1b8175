namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>All scenarios run one after the other: each has the whole product, and the machine may have two cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProductScenarios
{
    public const string Name = "the product";
}
