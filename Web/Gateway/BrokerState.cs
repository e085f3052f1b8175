using System.Text.Json;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Web.Gateway;

/// <summary>
/// What Web says to browsers of the broker, in the form of a service's heartbeat, when it loses or finds it; a lost broker's own last word would still
/// be "running": <code>{"service":"broker","instance":"0","state":"offline","time":"2026-11-22T00:20:00Z"}</code>
/// </summary>
internal sealed record BrokerState(string Service, string Instance, string State, DateTimeOffset Time)
{
    public static readonly string Topic = Topics.OfStatus("broker", "0");

    public static MqttMessage Of(bool connected, DateTimeOffset time) =>
        new(Topic, JsonSerializer.SerializeToUtf8Bytes(new BrokerState("broker", "0", connected ? "running" : "offline", time), JsonSerializerOptions.Web))
        {
            Retain = true,
            ContentType = "application/json",
        };
}
