using System.Runtime.InteropServices;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A text column of a batch that the window wants: codes, and where the values are. Kept from batch to batch for its arrays.</summary>
internal sealed class WireText
{
    private readonly List<WireSlice> _values = [];
    private WireNumbers _codes;

    /// <summary>0: none, else 1 + the index of a value.</summary>
    public int[] Codes { get; } = new int[FlowBatch.MaxRecords];

    public bool IsPresent { get; private set; }

    public ReadOnlySpan<WireSlice> Values => CollectionsMarshal.AsSpan(_values);

    public void Forget() => IsPresent = false;

    public void Read(ReadOnlySpan<byte> payload, WireSlice message, int count, string name)
    {
        _values.Clear();
        _codes = default;
        var fields = new WireFields(payload, message);
        while (fields.Next())
        {
            if (fields.Field == 2) _values.Add(fields.Slice);
            else if (fields.Field == 3) _codes = WireNumbers.Read(payload, fields.Slice);
        }

        _codes.CopyTo(payload, Codes.AsSpan(0, count), _values.Count, name);
        IsPresent = true;
    }

    public string? Text(ReadOnlySpan<byte> payload, int code) => code == 0 ? null : Encoding.UTF8.GetString(_values[code - 1].Of(payload));
}
