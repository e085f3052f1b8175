using FlowOptics.Mqtt.Server.Connections;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Server.Subscriptions;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Server;

/// <summary>The parts of one server, for one another.</summary>
internal sealed class ServerCore
{
    public ServerCore(MqttServerOptions options, ILogger logger, TimeProvider time)
    {
        options.Validate();
        Options = options;
        Logger = logger;
        Time = time;
        Limits = EffectiveLimits.Of(options);
        Refusals = new Refusals(logger);
        Retained = new RetainedMessages(this);
        Router = new MessageRouter(this);
        Sessions = new SessionRegistry(this);
    }

    public MqttServerOptions Options { get; }

    /// <summary>The options, as far as the profile leaves them.</summary>
    public EffectiveLimits Limits { get; }

    public Refusals Refusals { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    public SubscriptionTree Subscriptions { get; } = new();

    public RetainedMessages Retained { get; }

    public MessageRouter Router { get; }

    public SessionRegistry Sessions { get; }

    public ConnectionSet Connections { get; } = new();

    public ServerCounters Counters { get; } = new();

    /// <summary>Null: nothing survives the process.</summary>
    public DurableStorage? Storage { get; set; }

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
