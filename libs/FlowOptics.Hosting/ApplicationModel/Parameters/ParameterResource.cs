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

    /// <summary>Taken where the configuration has no value.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Secret values are masked wherever they are shown.</summary>
    public bool Secret { get; }

    /// <summary>The value is a connection string; a manifest says so.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>Where the configuration has it.</summary>
    internal string ConfigurationKey { get => field ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}"); init; }

    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">There is none; the message says where to set it.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value.Value);
}
