using System.Runtime.InteropServices;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A text column of a batch that the window wants: codes, and where the values are. Kept from batch to batch for its arrays.</summary>
internal sealed class WireText
{
    private readonly List<WirePlace> _values = [];

    /// <summary>0: none, else 1 + the index of a value.</summary>
    public int[] Codes { get; } = new int[FlowBatch.MaxRecords];

    public bool IsPresent { get; private set; }

    public ReadOnlySpan<WirePlace> Values => CollectionsMarshal.AsSpan(_values);

    public void Forget() => IsPresent = false;

    public void Read(ReadOnlySpan<byte> payload, WirePlace message, int count, string name)
    {
        _values.Clear();
        var codes = default(NumberSource);
        var reader = new WireReader(payload, message.Start, message.Length);
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (2 << 3) | WireWriter.Delimited: _values.Add(reader.Place()); break;
                case (3 << 3) | WireWriter.Delimited: NumberColumn.Read(reader.Message(), ref codes); break;
                default: reader.Skip(tag); break;
            }
        }

        NumberColumn.Decode(payload, codes, _values.Count, name, Codes.AsSpan(0, count));
        IsPresent = true;
    }

    public string? Text(ReadOnlySpan<byte> payload, int code) => code == 0 ? null : Encoding.UTF8.GetString(_values[code - 1].In(payload));
}
