namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>The statements that a test written as code shows; <c>"3.1.2-20 3.1.2-21"</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoversAttribute(string statements) : Attribute
{
    public IEnumerable<string> Ids { get; } = statements.Split(' ').Select(s => "MQTT-" + s);
}
