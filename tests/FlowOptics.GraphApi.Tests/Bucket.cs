using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlowOptics.GraphApi.Tests;

/// <summary>A folder of flow-log objects in AWS's layout.</summary>
internal sealed class Bucket(string folder)
{
    public const string Account = "123456789012";

    public string Folder { get; } = folder;

    /// <summary>Lines of the default format and a field that AWS does not have: from one of 50 addresses to 10.0.3.7, port 5432, one record a second up to <paramref name="end"/>.</summary>
    public static byte[] Text(int records, DateTimeOffset end, string action = "ACCEPT")
    {
        var text = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status team\n");
        for (var i = 0; i < records; i++)
        {
            var start = end.ToUnixTimeSeconds() - 60 - (i % 600);
            text.Append(CultureInfo.InvariantCulture, $"2 {Account} eni-0a1b2c 10.0.2.{i % 50} 10.0.3.7 {40000 + (i % 1000)} 5432 6 3 {100 + (i % 7)} {start} {start + 60} {action} OK blue\n");
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(Encoding.ASCII.GetBytes(text.ToString()));
        return compressed.ToArray();
    }

    /// <returns>The object's key.</returns>
    public string Put(string name, byte[] content, DateTimeOffset lastModified)
    {
        var key = $"AWSLogs/{Account}/vpcflowlogs/eu-west-1/2026/11/22/{Account}_vpcflowlogs_eu-west-1_fl-1_20261122T0000Z_{name}.log.gz";
        PutAt(key, content, lastModified);
        return key;
    }

    public void PutAt(string key, byte[] content, DateTimeOffset lastModified)
    {
        var path = Path.Combine(Folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, lastModified.UtcDateTime);
    }
}
