using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Outbound bytes of a host, against its own days before.</summary>
public static class VolumeRule
{
    /// <summary>What a host must reach to be unusual; null where it is too little known.</summary>
    /// <param name="days">Bytes of the days on which it sent something.</param>
    public static long? Expected(IReadOnlyList<long> days, FindingOptions options)
    {
        if (days.Count < options.VolumeDays) return null;
        var median = Median([.. days.Select(bytes => (double)bytes)]);
        var deviation = Median([.. days.Select(bytes => Math.Abs(bytes - median))]);
        var least = Math.Max(median + (options.VolumeDeviations * deviation), options.VolumeFactor * median);
        return Math.Max(options.VolumeFloorBytes, (long)Math.Min(least, long.MaxValue / 2));
    }

    public static FindingDraft? Judge(string account, string region, Address host, long bytes, IReadOnlyList<long> days, FindingOptions options)
    {
        if (Expected(days, options) is not { } expected || bytes < expected) return null;
        var median = (long)Median([.. days.Select(day => (double)day)]);
        return new FindingDraft
        {
            Kind = FindingKind.VolumeOut,
            Severity = FindingSeverity.High,
            Magnitude = (double)bytes / expected,
            Account = account,
            Region = region,
            Subject = host.ToString(),
            Title = string.Create(CultureInfo.InvariantCulture, $"{host} sent {FindingText.Bytes(bytes)} to the internet; on the days before {FindingText.Bytes(median)} a day"),
            Facts = new Dictionary<string, long> { ["bytes"] = bytes, ["expectedBytes"] = expected, ["medianBytes"] = median, ["days"] = days.Count },
            Technique = AttackTechnique.ExfiltrationOverAlternativeProtocol,
            Condition = new FindingCondition { Sources = [host], Directions = [TrafficDirection.Outbound], Rejected = false },
        };
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
