namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known at run time.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>What stands for the value in a manifest, e.g. <c>{broker.bindings.mqtt.port}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value that is made of others; the model's checks walk these.</summary>
public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
