using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlowOptics.EndToEnd.Logs;

/// <summary>
/// A folder of a user's own flow logs, filled by the test: AWS's layout and names, gzip, a header line. Each object appears whole, by a rename.
/// </summary>
internal sealed class OwnLogs
{
    public const string Account = "999988887777";
    public const string Region = "eu-central-1";

    public const string Header =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    private int _objects;

    public OwnLogs(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(Day(Account));
    }

    public string Folder { get; }

    /// <summary>Adds an object of this many records, all of the last minutes, each with figures of its own so that a lost or doubled one shows.</summary>
    /// <returns>Its key: the path below the folder.</returns>
    public string Add(int records, string account = Account)
    {
        var number = _objects++;
        var start = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds();
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < records; i++)
        {
            var n = (number * 1_000_003L) + i;
            text.Append(CultureInfo.InvariantCulture, $"2 {account} eni-0{n % 50:x15} ")
                .Append(CultureInfo.InvariantCulture, $"{(n % 3 == 0 ? $"198.51.{n % 20}.{n % 50}" : $"10.9.{n % 4}.{n % 50}")} 10.9.8.{n % 20} ")
                .Append(CultureInfo.InvariantCulture, $"{1024 + (n % 60000)} {(n % 5 == 0 ? 22 : 443)} 6 {1 + (n % 17)} {60 + (n % 1400)} ")
                .Append(CultureInfo.InvariantCulture, $"{start + (n % 120)} {start + 60 + (n % 120)} {(n % 7 == 0 ? "REJECT" : "ACCEPT")} OK\n");
        }

        var (day, name) = (Day(account), Name(account, number));
        Write(day, name, GZip(text.ToString()));
        return Path.GetRelativePath(Folder, Path.Combine(day, name));
    }

    /// <summary>Adds an object of exactly these lines (no header of ours).</summary>
    public void AddText(string name, params string[] lines) => Write(name, GZip(string.Join('\n', lines) + "\n"));

    /// <summary>Adds an object of exactly these bytes.</summary>
    public void Write(string name, byte[] content) => Write(Day(Account), name, content);

    private void Write(string day, string name, byte[] content)
    {
        Directory.CreateDirectory(day);
        // Copying tools write under a hidden name first, and the product passes over those.
        var unfinished = Path.Combine(Folder, $".{name}.tmp");
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, Path.Combine(day, name));
    }

    public static byte[] GZip(string text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    private string Day(string account) => Path.Combine(
        Folder, "AWSLogs", account, "vpcflowlogs", Region, DateTime.UtcNow.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));

    private static string Name(string account, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{account}_vpcflowlogs_{Region}_fl-0123456789abcdef0_{DateTime.UtcNow:yyyyMMdd'T'HHmm'Z'}_{number:x8}.log.gz");
}
