using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Tests;

/// <summary>A bucket and a state folder for one test, gone after it.</summary>
internal sealed class Bucket : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flowoptics-ingestor-").FullName;

    public Bucket() => Directory.CreateDirectory(Folder);

    public string Folder => Path.Join(_root, "bucket");

    public string Data => Path.Join(_root, "data");

    public static string Key(int i) => ObjectPath.Format("123456789012", "eu-west-1", "fl-0a1b2c3d4e5f60718", DateTimeOffset.UnixEpoch.AddDays(20_000), i.ToString("x8"));

    public static byte[] Text(int records, int seed = 0)
    {
        var text = new StringBuilder();
        text.Append("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var i = 0; i < records; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2 123456789012 eni-0a{seed:x6} 10.{seed % 250}.{i / 250 % 250}.{i % 250} 10.0.0.1 {1024 + i % 60000} 443 6 {i + 1} {i * 60 + 40} 1795305600 1795305660 ACCEPT OK\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] Gzip(byte[] text)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(text);
        return compressed.ToArray();
    }

    /// <summary>Renamed into place, as a careful writer does.</summary>
    public void Put(string key, byte[] content, TimeSpan? age = null)
    {
        var path = Path.Join(Folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".tmp", content);
        if (age is not null) File.SetLastWriteTimeUtc(path + ".tmp", DateTime.UtcNow - age.Value);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
