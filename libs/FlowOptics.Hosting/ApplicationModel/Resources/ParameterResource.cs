namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside, by configuration <c>Parameters:name</c>.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        Secret = secret;
        _value = new Lazy<string>(() => callback(Default));
    }

    public ParameterDefault? Default { get; set; }

    /// <summary>Secret values are masked wherever they are shown.</summary>
    public bool Secret { get; }

    public string ValueExpression => $"{{{Name}.value}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value.Value);
}

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
