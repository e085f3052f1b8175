using System.Net;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.SignIn;

/// <summary>Addresses and CIDR blocks of a setting, with ; between them: <c>10.0.0.0/24;10.0.1.7</c>.</summary>
public static class AddressRanges
{
    /// <param name="key">Whose value it is, for who reads the error.</param>
    /// <exception cref="ServiceConfigurationException">One of them is neither.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string key, string? value) =>
        [.. (value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => One(key, text))];

    private static IPNetwork One(string key, string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : throw new ServiceConfigurationException($"{key} has '{text}': give addresses or CIDR blocks, as 10.0.0.0/24, with ; between them.");
    }
}
