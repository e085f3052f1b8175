using System.Buffers;
using System.Text.Json;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Records as JSON objects, one a line; fields that a record does not have are left out.</summary>
internal sealed class NdjsonRecords(Stream stream) : IRecordSink, IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private Utf8JsonWriter? _writer;
    private JsonEncodedText[] _names = [];

    public void Begin(IReadOnlyList<RecordColumn> columns)
    {
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name))];
        _writer = new Utf8JsonWriter(_buffer);
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        _writer!.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is long number) _writer.WriteNumber(_names[i], number);
            else if (values[i] is string text) _writer.WriteString(_names[i], text);
        }

        _writer.WriteEndObject();
        _writer.Flush();
        _writer.Reset();
        _buffer.Write("\n"u8);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _writer?.Dispose();
}
