namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>One provider, GraphApi, Web and browser for all who sign in by them, one after the other.</summary>
[CollectionDefinition]
public sealed class OneWorld : ICollectionFixture<SignInWorld>;
