using System.Text;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.Athena.Queries;

/// <summary>A result in S3: each value in quotes, NULL as nothing; the first row has the names.</summary>
internal sealed class ResultFile(BucketStore buckets)
{
    public static (string Bucket, string Key) Place(string location)
    {
        var parts = location["s3://".Length..].Split('/', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    /// <exception cref="QueryFailure">The bucket does not exist.</exception>
    public async Task WriteAsync(string location, IEnumerable<string?[]> rows, bool isCsv, CancellationToken cancellationToken)
    {
        var (name, key) = Place(location);
        var bucket = buckets.Find(name) ?? throw new QueryFailure("ACCESS_DENIED", $"Unable to verify/create output bucket {name}");
        var path = Path.Combine(bucket.StagingFolder, Guid.NewGuid().ToString("N"));
        try
        {
            await using (var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 64 * 1024))
            {
                foreach (var row in rows) await writer.WriteAsync((isCsv ? Line(row) : row[0] + "\n").AsMemory(), cancellationToken);
            }

            await using var file = File.OpenRead(path);
            using var staged = await StagedBody.CopyAsync(file, bucket.StagingFolder, null, null, cancellationToken);
            var described = new StoredObject
            {
                Key = key,
                Size = staged.Length,
                ETag = staged.ETag,
                LastModified = default,
                Headers = { ["Content-Type"] = isCsv ? "text/csv" : "text/plain" }
            };
            bucket.Put(described, staged.Path, null, null);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Rows from a byte on, at most so many, and where the next begins; null at the end.</summary>
    /// <exception cref="AwsException">The file is not there any more.</exception>
    public (List<string?[]> Rows, long? Next) Read(string location, long from, int most, bool isCsv)
    {
        var (name, key) = Place(location);
        var opened = buckets.Find(name)?.Open(key) ?? throw AthenaErrors.Invalid("Could not find results");
        using var data = opened.Data;
        data.Position = from;
        using var buffered = new BufferedStream(data, 64 * 1024);
        var rows = new List<string?[]>();
        var position = from;
        while (rows.Count < most && ReadRow(buffered, isCsv, ref position) is { } row) rows.Add(row);
        return (rows, position < opened.Stored.Size ? position : null);
    }

    private static string Line(string?[] row) =>
        string.Join(',', row.Select(value => value is null ? "" : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";

    private static string?[]? ReadRow(BufferedStream stream, bool isCsv, ref long position)
    {
        var values = new List<string?>();
        var value = new List<byte>();
        var (quoted, wasQuoted, any) = (false, false, false);
        while (true)
        {
            var b = stream.ReadByte();
            if (b < 0)
            {
                if (!any) return null;
                values.Add(Value(value, wasQuoted, isCsv));
                return [.. values];
            }

            any = true;
            position++;
            if (isCsv && b == '"')
            {
                // Two quotes inside are one: the second of them opens the text again.
                if (!quoted && wasQuoted) value.Add((byte)'"');
                (quoted, wasQuoted) = (!quoted, true);
            }
            else if (isCsv && b == ',' && !quoted)
            {
                values.Add(Value(value, wasQuoted, isCsv));
                value.Clear();
                wasQuoted = false;
            }
            else if (b == '\n' && !quoted)
            {
                values.Add(Value(value, wasQuoted, isCsv));
                return [.. values];
            }
            else
            {
                value.Add((byte)b);
            }
        }
    }

    private static string? Value(List<byte> value, bool wasQuoted, bool isCsv) =>
        isCsv && !wasQuoted && value.Count == 0 ? null : Encoding.UTF8.GetString([.. value]);
}
