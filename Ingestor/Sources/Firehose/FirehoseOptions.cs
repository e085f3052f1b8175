using System.Security.Cryptography;
using System.Text;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>Who may push, and how much at once.</summary>
internal sealed record FirehoseOptions
{
    private const string SecretKey = "FlowOptics:Firehose:AccessKey";
    private const string MegabytesKey = "FlowOptics:Firehose:MaxMegabytes";
    private const string ConcurrentKey = "FlowOptics:Firehose:Concurrent";

    // Firehose itself takes up to 4,096 bytes (HttpEndpointConfiguration, AccessKey); a shorter one than 16 can be guessed.
    private const int ShortestKey = 16;
    private const int LongestKey = 4096;

    /// <summary>The keys' hashes: of one length, so that comparing them tells nothing. Several, with ; between them, while a key is changed.</summary>
    public required IReadOnlyList<byte[]> KeyHashes { get; init; }

    /// <summary>Of a request's body, as it comes and unpacked; 64 MiB is the most that Firehose buffers.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>Requests that are taken at once; further ones wait a little, and are then told to come again.</summary>
    public int Concurrent { get; init; } = 2;

    /// <summary>Well within the three minutes after which Firehose gives a request up and sends it again.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(30);

    /// <returns>Null where no access key is configured: nothing is pushed then.</returns>
    /// <exception cref="ServiceConfigurationException">A setting is wrong; the key itself is not repeated.</exception>
    public static FirehoseOptions? From(IConfiguration configuration)
    {
        if (configuration[SecretKey] is not { Length: > 0 } text) return null;
        var keys = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (keys.Length == 0 || keys.Any(key => key.Length is < ShortestKey or > LongestKey || key.Any(c => c is <= ' ' or > '~')))
        {
            throw new ServiceConfigurationException($"{SecretKey} is no access key: give one of {ShortestKey} to {LongestKey} visible ASCII characters, the same as in the Firehose stream's destination.");
        }

        return new()
        {
            KeyHashes = [.. keys.Select(Hash)],
            MaxBytes = (long)Number(configuration, MegabytesKey, 64, 1024) << 20,
            Concurrent = Number(configuration, ConcurrentKey, 2, 64),
        };
    }

    /// <summary>Whether this is a key; takes the same time whatever it has in common with one.</summary>
    public bool Knows(string? key)
    {
        var hash = Hash(key ?? "");
        var known = false;
        foreach (var one in KeyHashes) known |= CryptographicOperations.FixedTimeEquals(one, hash);
        return known;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static int Number(IConfiguration configuration, string key, int otherwise, int most)
    {
        if (configuration[key] is not { Length: > 0 } text) return otherwise;
        return int.TryParse(text, out var number) && number >= 1 && number <= most ? number
            : throw new ServiceConfigurationException($"{key} is '{text}': give a whole number from 1 to {most}.");
    }
}
