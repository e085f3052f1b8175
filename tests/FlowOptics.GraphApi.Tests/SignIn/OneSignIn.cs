namespace FlowOptics.GraphApi.Tests.SignIn;

/// <summary>One pair of services for all who only ask them.</summary>
[CollectionDefinition]
public sealed class OneSignIn : ICollectionFixture<SignedInFixture>;
