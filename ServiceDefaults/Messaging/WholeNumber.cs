using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>A setting that is a whole number.</summary>
internal static class WholeNumber
{
    /// <returns>Null where nothing is set.</returns>
    /// <exception cref="ServiceConfigurationException">It is none, or none of those that may be.</exception>
    public static int? Read(IConfiguration configuration, string key, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new ServiceConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{key} is '{text}': give a whole number from {least} to {most}."));
    }
}
