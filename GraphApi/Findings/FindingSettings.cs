using System.Globalization;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Findings;

/// <summary>Reads <c>FlowOptics:Findings:*</c>: when something is a finding (docs/findings.md).</summary>
internal static class FindingSettings
{
    private const int MaxPorts = 100;

    /// <param name="settings">The section <c>FlowOptics:Findings</c>.</param>
    /// <exception cref="ServiceConfigurationException">A value is wrong, or a key is none.</exception>
    public static FindingOptions From(IConfigurationSection settings)
    {
        var usual = new FindingOptions();
        var known = typeof(FindingOptions).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var key in settings.GetChildren().Select(child => child.Key))
        {
            // A threshold with a misspelt name would be the default without a word.
            if (!known.Contains(key)) throw new ServiceConfigurationException($"FlowOptics:Findings:{key} is no setting: there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }

        var options = usual with
        {
            ScanPorts = Number(settings, nameof(usual.ScanPorts), usual.ScanPorts, 2, 65_535),
            SweepHosts = Number(settings, nameof(usual.SweepHosts), usual.SweepHosts, 2, 1_000_000),
            ProbePackets = Number(settings, nameof(usual.ProbePackets), usual.ProbePackets, 1, 1000),
            BruteForceAttempts = Number(settings, nameof(usual.BruteForceAttempts), usual.BruteForceAttempts, 2, int.MaxValue),
            BruteForcePackets = Number(settings, nameof(usual.BruteForcePackets), usual.BruteForcePackets, 1, 10_000),
            BruteForceServices = Ports(settings, nameof(usual.BruteForceServices), usual.BruteForceServices),
            LoginServices = Ports(settings, nameof(usual.LoginServices), usual.LoginServices),
            VolumeFloorBytes = Number(settings, nameof(usual.VolumeFloorBytes), usual.VolumeFloorBytes, 0, long.MaxValue / 4),
            VolumeDeviations = Number(settings, nameof(usual.VolumeDeviations), usual.VolumeDeviations, 0, 1000),
            VolumeFactor = Number(settings, nameof(usual.VolumeFactor), usual.VolumeFactor, 1, 1000),
            VolumeDays = Number(settings, nameof(usual.VolumeDays), usual.VolumeDays, 1, 365),
            RejectsBeganFlows = Number(settings, nameof(usual.RejectsBeganFlows), usual.RejectsBeganFlows, 1, int.MaxValue),
            InternetScanFlows = Number(settings, nameof(usual.InternetScanFlows), usual.InternetScanFlows, 1, int.MaxValue),
            LookbackDays = Number(settings, nameof(usual.LookbackDays), usual.LookbackDays, 1, 365),
            BaselineDays = Number(settings, nameof(usual.BaselineDays), usual.BaselineDays, 1, 365),
            KeptOfKind = Number(settings, nameof(usual.KeptOfKind), usual.KeptOfKind, 1, 10_000),
        };
        if (options.VolumeDays > options.LookbackDays) throw Wrong("VolumeDays", options.VolumeDays, $"it cannot be more than LookbackDays ({options.LookbackDays}), beyond which nothing is looked at");
        if (options.BaselineDays > options.LookbackDays) throw Wrong("BaselineDays", options.BaselineDays, $"it cannot be more than LookbackDays ({options.LookbackDays}), beyond which nothing is looked at");
        return options;
    }

    private static int Number(IConfigurationSection settings, string key, int otherwise, int least, int most) => (int)Number(settings, key, (long)otherwise, least, most);

    private static long Number(IConfigurationSection settings, string key, long otherwise, long least, long most)
    {
        if (settings[key] is not { } text || string.IsNullOrWhiteSpace(text)) return otherwise;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw Wrong(key, text, $"give a whole number from {least} to {most}");
    }

    private static IReadOnlyList<int> Ports(IConfigurationSection settings, string key, IReadOnlyList<int> otherwise)
    {
        if (settings[key] is not { } text || string.IsNullOrWhiteSpace(text)) return otherwise;
        var ports = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535) throw Wrong(key, text, "give port numbers from 1 to 65535 with commas between them");
            ports.Add(port);
        }

        return ports.Count <= MaxPorts ? [.. ports] : throw Wrong(key, text, $"give at most {MaxPorts} ports");
    }

    private static ServiceConfigurationException Wrong(string key, object value, string mend) => new($"FlowOptics:Findings:{key} is '{value}': {mend}.");
}
