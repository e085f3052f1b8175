using System.Globalization;
using System.Text;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake.Tests.Objects;

/// <summary>Random records with AWS's types, most of them good: as the text that AWS would write of them, and as the Parquet file that DuckDB makes of them.</summary>
internal sealed class RandomTable
{
    private static readonly string[] Numbers32 = ["version", "srcport", "dstport", "protocol", "tcp_flags", "traffic_path"];
    private static readonly string[] Numbers64 = ["packets", "bytes", "start", "end"];

    private readonly Random _random;
    private readonly string[] _columns;
    private readonly List<object?[]> _rows = [];

    public RandomTable(Random random, int rows)
    {
        _random = random;
        string[] names =
        [
            "version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log_status", "vpc_id", "tcp_flags",
            "pkt_srcaddr", "flow_direction", "traffic_path", "instance_tag", "my own column",
        ];
        _columns = [.. names.Where(name => name is "srcaddr" or "dstaddr" or "start" || random.Next(4) > 0)];
        random.Shuffle(_columns);
        var ugliness = random.Next(3) == 0 ? 0 : random.Next(8);
        for (var row = 0; row < rows; row++) _rows.Add(Array.ConvertAll(_columns, name => Value(name, ugliness)));
    }

    public byte[] Text()
    {
        var text = new StringBuilder().AppendJoin(' ', _columns.Select(name => name.Replace(' ', '_').Replace('_', '-'))).Append('\n');
        foreach (var row in _rows) text.AppendJoin(' ', row.Select(value => value is null ? "-" : Convert.ToString(value, CultureInfo.InvariantCulture))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Parquet()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var database = DuckDbDatabase.Open();
            using var connection = database.Connect();
            connection.Execute($"CREATE TABLE t ({string.Join(", ", _columns.Select(name => $"\"{name.Replace(' ', '-')}\" {TypeOf(name)}"))})");
            Append(connection);
            string[] codecs = ["gzip", "snappy", "zstd", "uncompressed"];
            connection.Execute($"COPY t TO '{path}' (FORMAT parquet, COMPRESSION {codecs[_random.Next(codecs.Length)]}, ROW_GROUP_SIZE {_random.Next(1, 4) * 2048})");
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string TypeOf(string name) => Numbers32.Contains(name) ? "INTEGER" : Numbers64.Contains(name) ? "BIGINT" : "VARCHAR";

    private void Append(DuckDbConnection connection)
    {
        using var appender = connection.CreateAppender("t");
        var row = 0;
        foreach (var values in _rows)
        {
            for (var column = 0; column < values.Length; column++)
            {
                switch (values[column])
                {
                    case int number: appender.Column<int>(column)[row] = number; break;
                    case long number: appender.Column<long>(column)[row] = number; break;
                    case var text: appender.SetText(column, row, (string?)text); break;
                }
            }

            if (++row < appender.Capacity) continue;
            appender.Append(row);
            row = 0;
        }

        if (row > 0) appender.Append(row);
        appender.Flush();
    }

    private object? Value(string name, int ugliness)
    {
        var edge = _random.Next(100) < ugliness;
        if (edge && _random.Next(3) == 0) return null;
        switch (name)
        {
            case "srcport" or "dstport": return edge ? _random.Next(-2, 70_000) : _random.Next(65536);
            case "protocol" or "tcp_flags": return edge ? _random.Next(-300, 300) : _random.Next(256);
            case "version" or "traffic_path": return _random.Next(-1, 9);
            case "packets" or "bytes": return edge ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.NextInt64(1L << _random.Next(1, 62));
            case "start" or "end": return edge ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.Next(20) == 0 ? 1_700_000_000_123L : 1_700_000_000L + _random.Next(100_000);
            case "srcaddr" or "dstaddr" or "pkt_srcaddr":
                return edge ? "10.0.0" : _random.Next(5) == 0 ? "2001:db8::" + _random.Next(1, 9999) : $"{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}";
            case "action": return edge ? "DROP" : _random.Next(2) == 0 ? "ACCEPT" : "REJECT";
            case "log_status": return edge ? _random.Next(2) == 0 ? "NODATA" : "SKIPDATA" : _random.Next(50) == 0 ? "-" : "OK";
            case "flow_direction": return edge ? "in" : "egress";
            case "instance_tag": return edge ? "50%" : $"caf%C3%A9%20{_random.Next(5)}";
            default: return edge ? "ü" + new string('y', _random.Next(100)) : $"{name[0]}{_random.Next(9)}";
        }
    }
}
