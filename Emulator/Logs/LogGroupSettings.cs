namespace FlowOptics.Emulator.Logs;

/// <summary>What a log group is; written as a whole.</summary>
internal sealed record LogGroupSettings(string Name, string Region, long Created, IReadOnlyList<LogStreamSettings> Streams,
    IReadOnlyList<SubscriptionFilter> Filters)
{
    public const string File = "group.json";

    /// <summary>CloudWatch Logs' own ARNs of a group end with <c>:*</c>.</summary>
    public string Arn => $"arn:aws:logs:{Region}:{EmulatorOptions.Account}:log-group:{Name}";
}
