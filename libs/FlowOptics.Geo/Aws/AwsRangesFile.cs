using System.IO.Compression;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Aws;

/// <summary>Reads AWS's ip-ranges.json, plain or gzip.</summary>
/// <remarks>
/// <code>
/// {"syncToken":"1627314253","createDate":"2021-07-26-15-44-13",
///  "prefixes":[{"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"AMAZON","network_border_group":"ap-northeast-2"}],
///  "ipv6_prefixes":[{"ipv6_prefix":"2a05:d07a:a000::/40","region":"eu-south-1","service":"AMAZON","network_border_group":"eu-south-1"}]}
/// </code>
/// https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html
/// </remarks>
internal static class AwsRangesFile
{
    /// <summary>The file has about 2 MB; this much is read of one, at most, also out of gzip.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const string Copy = "FlowOptics.Geo.Aws.ip-ranges.json";

    /// <summary>The bytes of a file, or of the repository's copy where none is named.</summary>
    /// <exception cref="GeoDatabaseException">It is missing, cannot be read, or is larger than such a file can be.</exception>
    public static byte[] Load(string? path)
    {
        try
        {
            using var stream = path is null ? typeof(AwsRangesFile).Assembly.GetManifestResourceStream(Copy)! : File.OpenRead(path);
            return Bounded(stream);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Refused(path, fault);
        }
    }

    /// <exception cref="GeoDatabaseException">It is no ip-ranges.json; the message says where it is wrong.</exception>
    public static AwsRanges Read(byte[] bytes, string? path)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or IOException or InvalidOperationException)
        {
            throw Refused(path, fault);
        }
    }

    /// <exception cref="InvalidDataException">It holds more than <see cref="MaxBytes"/>.</exception>
    public static byte[] Bounded(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if (bytes.Length + read > MaxBytes) throw new InvalidDataException($"it has more than {MaxBytes} bytes: it is no ip-ranges.json");
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static AwsRanges Read(byte[] bytes)
    {
        if (bytes is [0x1F, 0x8B, ..])
        {
            using var unpacked = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            bytes = Bounded(unpacked);
        }

        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new InvalidDataException("it is no JSON object");
        var ranges = new List<AwsRange>();
        var networks = new Dictionary<AwsNetwork, AwsNetwork>();
        Add(root, "prefixes", "ip_prefix", ranges, networks);
        Add(root, "ipv6_prefixes", "ipv6_prefix", ranges, networks);
        if (ranges.Count == 0) throw new InvalidDataException("it has no ranges");
        return new AwsRanges(Text(root, "createDate") ?? "", ranges);
    }

    private static void Add(JsonElement root, string list, string key, List<AwsRange> ranges, Dictionary<AwsNetwork, AwsNetwork> networks)
    {
        if (!root.TryGetProperty(list, out var entries)) return;
        if (entries.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"its '{list}' is no list");
        var index = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || !Prefix.TryParse(Text(entry, key), out var prefix))
                throw new InvalidDataException($"{list}[{index}]: its {key} is no prefix such as 3.5.140.0/22");
            if (Text(entry, "service") is not { Length: > 0 and <= MaxName } service || Text(entry, "region") is not { Length: > 0 and <= MaxName } region)
                throw new InvalidDataException($"{list}[{index}]: it has no service, or no region");
            var network = new AwsNetwork(service, region);
            if (networks.TryGetValue(network, out var known)) network = known;
            else networks.Add(network, network);
            ranges.Add(new AwsRange(prefix, network));
            index++;
        }
    }

    // The longest of AWS's has 24 characters.
    private const int MaxName = 64;

    private static string? Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static GeoDatabaseException Refused(string? path, Exception fault) =>
        new($"AWS's ranges {(path is null ? "of this program" : $"'{path}'")} cannot be used: {fault.Message}", fault);
}
