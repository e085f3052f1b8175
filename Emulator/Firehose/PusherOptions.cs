using System.Globalization;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Emulator.Firehose;

/// <param name="FirstPause">After a request that was not taken; doubled each time, up to half a minute.</param>
internal sealed record PusherOptions(TimeSpan FirstPause)
{
    private const string PauseKey = "FlowOptics:Emulator:Firehose:RetryMilliseconds";

    /// <exception cref="ServiceConfigurationException">It is no number.</exception>
    public static PusherOptions From(IConfiguration configuration)
    {
        if (configuration[PauseKey] is not { Length: > 0 } text) return new(TimeSpan.FromSeconds(1));
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 1 and <= 30_000
            ? new(TimeSpan.FromMilliseconds(milliseconds))
            : throw new ServiceConfigurationException($"{PauseKey} is '{text}': it must be a number from 1 to 30000.");
    }
}
