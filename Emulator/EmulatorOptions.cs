using System.Globalization;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Emulator;

/// <summary>Where the emulator listens and keeps its data, and whose signatures it takes.</summary>
/// <param name="Port">On 127.0.0.1; 0: one that is free.</param>
/// <param name="Folder">Everything that it keeps; created where it is missing.</param>
/// <param name="Region">The region of buckets and queues where nobody said another one.</param>
/// <param name="Keys">Secrets by access key.</param>
/// <param name="QueueTime">How long an Athena query stays in QUEUED, so that clients see the state.</param>
internal sealed record EmulatorOptions(int Port, string Folder, string Region, IReadOnlyDictionary<string, string> Keys, TimeSpan QueueTime)
{
    public const string PortKey = "FlowOptics:Emulator:Port";
    public const string DataKey = "FlowOptics:Data";
    public const string RegionKey = "FlowOptics:Emulator:Region";
    public const string KeysKey = "FlowOptics:Emulator:Keys";
    public const string QueueMillisecondsKey = "FlowOptics:Emulator:Athena:QueueMilliseconds";

    /// <summary>The account of all that it holds, LocalStack's.</summary>
    public const string Account = "000000000000";

    /// <summary>LocalStack's port.</summary>
    private const int DefaultPort = 4566;

    /// <exception cref="ServiceConfigurationException">A setting is wrong; the message names it.</exception>
    public static EmulatorOptions From(IConfiguration configuration)
    {
        var data = configuration[DataKey];
        if (string.IsNullOrEmpty(data) || !Path.IsPathRooted(data))
        {
            throw new ServiceConfigurationException($"{DataKey} is '{data}': it must be the absolute path of a folder; the emulator keeps buckets, queues and tables in its sub-folder emulator.");
        }

        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["test"] = "test" };
        foreach (var pair in configuration.GetSection(KeysKey).GetChildren())
        {
            if (string.IsNullOrEmpty(pair.Value))
                throw new ServiceConfigurationException($"{KeysKey}:{pair.Key} is empty: it must be the secret of the access key {pair.Key}.");
            keys[pair.Key] = pair.Value;
        }

        var region = configuration[RegionKey] is { Length: > 0 } named ? named : "us-east-1";
        return new EmulatorOptions(Number(configuration, PortKey, DefaultPort, ushort.MaxValue), Path.Combine(data, "emulator"), region, keys,
            TimeSpan.FromMilliseconds(Number(configuration, QueueMillisecondsKey, 50, 60_000)));
    }

    private static int Number(IConfiguration configuration, string key, int otherwise, int most)
    {
        if (configuration[key] is not { Length: > 0 } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new ServiceConfigurationException($"{key} is '{text}': it must be a number from 0 to {most}.");
    }
}
