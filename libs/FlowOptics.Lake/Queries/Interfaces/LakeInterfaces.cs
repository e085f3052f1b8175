using System.Collections.Concurrent;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The interfaces that the lake has seen, for who has their ids alone. Thread-safe.</summary>
public sealed class LakeInterfaces(LakeDatabase lake)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, InterfaceFacts> _facts = new(StringComparer.Ordinal);
    private int _generation;
    private long _last;

    /// <summary>By interface id, the newest word of each: all that was imported until now. What is returned goes on changing with the next call.</summary>
    /// <exception cref="DuckDbException">DuckDB failed.</exception>
    public IReadOnlyDictionary<string, InterfaceFacts> Read()
    {
        lock (_lock)
        {
            var generation = lake.Generation;
            using var connection = lake.Connect();
            if (generation != _generation)
            {
                _facts.Clear();
                (_generation, _last) = (generation, 0);
            }

            // One whose number is older than the writer remembers is written again when it comes again.
            using var statement = connection.Prepare(
                "SELECT id, interface_id, vpc_id, subnet_id, instance_id FROM origins WHERE id > greatest(?, (SELECT max(id) FROM origins) - ?) AND interface_id IS NOT NULL ORDER BY id");
            using var rows = statement.Bind(1, _last).Bind(2, (long)LakeCodes.MostOrigins).Execute();
            foreach (var chunk in rows.Chunks())
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    _last = chunk.Column<int>(0)[row];
                    _facts[chunk.GetString(1, row)!] = new InterfaceFacts(chunk.Text(2, row), chunk.Text(3, row), chunk.Text(4, row));
                }
            }

            return _facts;
        }
    }
}
