using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlowOptics.Emulator.Faults;

/// <summary>Decides which requests go wrong. Random, but the same for the same seed and order of requests.</summary>
internal sealed class FaultInjector
{
    public const string ConfigurationKey = "FlowOptics:Emulator:Faults";
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly ILogger<FaultInjector> _logger;
    private readonly TimeProvider _time;
    private List<(FaultRule Rule, int Left)> _rules = [];

    public FaultInjector(IConfiguration configuration, TimeProvider time, ILogger<FaultInjector> logger)
    {
        (_time, _logger) = (time, logger);
        _random = new Random(int.TryParse(configuration["FlowOptics:Emulator:FaultSeed"], out var seed) ? seed : 1);
        if (configuration[ConfigurationKey] is { Length: > 0 } text) Set(Parse(text));
    }

    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_gate) return [.. _rules.Select(each => each.Rule with { Count = each.Rule.Count is null ? null : each.Left })];
        }
    }

    /// <exception cref="ServiceDefaults.ServiceConfigurationException">It is no list of faults.</exception>
    public static IReadOnlyList<FaultRule> Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<List<FaultRule>>(text, Json) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new ServiceDefaults.ServiceConfigurationException($"{ConfigurationKey} is no list of faults such as [{{\"service\":\"s3\",\"kind\":\"throttle\",\"probability\":0.1}}]: {wrong.Message}", wrong);
        }
    }

    public void Set(IReadOnlyList<FaultRule> rules)
    {
        lock (_gate) _rules = [.. rules.Select(rule => (rule, rule.Count ?? int.MaxValue))];
        EmulatorLog.Faults(_logger, rules.Count == 0 ? "none" : JsonSerializer.Serialize(rules, Json));
    }

    /// <summary>The fault that this request gets; the first rule that applies.</summary>
    public Fault? Next(string service, string operation)
    {
        lock (_gate)
        {
            for (var i = 0; i < _rules.Count; i++)
            {
                var (rule, left) = _rules[i];
                if (left == 0 || (rule.Service is not null && rule.Service != service) || (rule.Operation is not null && rule.Operation != operation))
                    continue;
                if (rule.Probability < 1 && _random.NextDouble() >= rule.Probability) continue;
                if (rule.Count is not null) _rules[i] = (rule, left - 1);
                return new Fault(rule, _time);
            }
        }

        return null;
    }
}
