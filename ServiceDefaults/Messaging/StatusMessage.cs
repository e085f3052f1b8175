using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlowOptics.Mqtt;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>
/// What a service says of itself, retained, on <c>flowoptics/v1/status/{service}/{instance}</c>:
/// <code>{"service":"enricher","instance":"0","state":"running","time":"2026-11-22T00:20:00Z","version":"1.0.0","counters":{"records":4096}}</code>
/// State is "running", "stopped" (it ended in order) or "offline" (the broker's word, by the last will, which cannot know the time).
/// </summary>
internal sealed record StatusMessage(
    string Service,
    string Instance,
    string State,
    DateTimeOffset? Time,
    string Version,
    IReadOnlyDictionary<string, long> Counters)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly string ProductVersion =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static MqttMessage Running(string service, string instance, DateTimeOffset time, IReadOnlyDictionary<string, long> counters) =>
        new StatusMessage(service, instance, "running", time, ProductVersion, counters).ToMessage();

    public static MqttMessage Stopped(string service, string instance, DateTimeOffset time, IReadOnlyDictionary<string, long> counters) =>
        new StatusMessage(service, instance, "stopped", time, ProductVersion, counters).ToMessage();

    public static MqttMessage Offline(string service, string instance) =>
        new StatusMessage(service, instance, "offline", Time: null, ProductVersion, new Dictionary<string, long>(StringComparer.Ordinal)).ToMessage();

    private MqttMessage ToMessage() =>
        new(Topics.OfStatus(Service, Instance), JsonSerializer.SerializeToUtf8Bytes(this, Json))
        {
            QualityOfService = MqttQualityOfService.AtLeastOnce,
            Retain = true,
            ContentType = "application/json",
        };
}
