using System.Text.Json;

namespace FlowOptics.Lake.Tests.Athena;

/// <summary>A download's columns and records, as texts that can be compared.</summary>
internal sealed class HeldRecords : IRecordSink
{
    public List<string> Rows { get; } = [];

    public void Begin(IReadOnlyList<RecordColumn> columns) => Rows.Add(string.Join(',', columns.Select(column => column.Name)));

    public void Write(ReadOnlySpan<object?> values) => Rows.Add(JsonSerializer.Serialize(values.ToArray(), JsonSerializerOptions.Web));

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
