namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known at run time.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value for who asks; the same for all unless the provider says otherwise.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);
}

/// <summary>What stands for the value in a manifest, e.g. <c>{broker.bindings.mqtt.port}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

/// <summary>A value both for a run and for a manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value that is made of others; the model's checks and the search for secrets walk these.</summary>
public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
