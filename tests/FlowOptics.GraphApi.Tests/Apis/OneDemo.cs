namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>One demo service for all who only ask it.</summary>
[CollectionDefinition]
public sealed class OneDemo : ICollectionFixture<DemoFixture>;
