namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>The limits that hold, from the options and their profile. Sizes are bytes; 0 where a rate or a keep-alive is not limited.</summary>
internal sealed record EffectiveLimits
{
    public required int MaxPacketSize { get; init; }

    public required int MaxPayloadSize { get; init; }

    /// <summary>How many QoS 1 and 2 messages of a client may be unacknowledged.</summary>
    public required ushort ReceiveMaximum { get; init; }

    /// <summary>How many topics a client may give an alias.</summary>
    public required ushort TopicAliasMaximum { get; init; }

    /// <summary>How many are sent to a client without its acknowledgement, however many it would take.</summary>
    public required ushort MaxInFlight { get; init; }

    public required int MaxTopicSlashes { get; init; }

    public required int MaxTopicSize { get; init; }

    public required int MaxClientIdSize { get; init; }

    public required MqttQualityOfService MaxQualityOfService { get; init; }

    public required int MaxFiltersInSubscribe { get; init; }

    public required int MaxSubscriptionsOfSession { get; init; }

    /// <summary>Seconds; a client that asks for less, or for none, gets it instead of what it asked for.</summary>
    public required ushort MinKeepAlive { get; init; }

    /// <summary>Seconds.</summary>
    public required ushort MaxKeepAlive { get; init; }

    public required int PublishesPerSecond { get; init; }

    public required int BytesPerSecond { get; init; }

    public required TimeSpan SystemTopicsInterval { get; init; }

    public static EffectiveLimits Of(MqttServerOptions options)
    {
        var limits = new EffectiveLimits
        {
            MaxPacketSize = options.MaxPacketSize,
            MaxPayloadSize = options.MaxPacketSize,
            ReceiveMaximum = options.ReceiveMaximum,
            TopicAliasMaximum = options.TopicAliasMaximum,
            MaxInFlight = options.MaxInFlight,
            MaxTopicSlashes = options.MaxTopicLevels - 1,
            MaxTopicSize = options.MaxTopicSize,
            MaxClientIdSize = options.MaxClientIdSize,
            MaxQualityOfService = MqttQualityOfService.ExactlyOnce,
            MaxFiltersInSubscribe = int.MaxValue,
            MaxSubscriptionsOfSession = options.MaxSubscriptionsOfSession,
            MinKeepAlive = 0,
            MaxKeepAlive = 0,
            PublishesPerSecond = 0,
            BytesPerSecond = 0,
            SystemTopicsInterval = options.SystemTopicsInterval,
        };
        return options.Profile switch
        {
            MqttServerProfile.Open => limits,
            MqttServerProfile.AwsIot => AwsIotLimits.Narrow(limits),
            _ => throw new MqttException($"profile {options.Profile} is unknown"),
        };
    }

    /// <summary>The keep-alive that a client gets which asks for <paramref name="asked"/> seconds.</summary>
    public ushort KeepAliveFor(ushort asked)
    {
        if (MaxKeepAlive == 0) return asked;
        return asked == 0 ? MaxKeepAlive : Math.Clamp(asked, MinKeepAlive, MaxKeepAlive);
    }
}
