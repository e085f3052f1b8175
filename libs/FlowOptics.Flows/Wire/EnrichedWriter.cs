using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>Writes a run of an enriched batch's records as an EnrichedBatch message, as <see cref="FlowWriter"/> does a raw one's.</summary>
internal sealed class EnrichedWriter
{
    private readonly FlowWriter _flows = new();
    private readonly RunCodes _places = new();
    private readonly RunCodes _networks = new();
    private EnrichedBatch _batch = null!;
    private bool _whole;
    private int _first;
    private int _count;
    private int _flowsSize;

    /// <param name="encodedFlows">The raw batch's own encoding, where the caller has it: then it is sent on as it is. Empty otherwise, and for a part.</param>
    public int Begin(EnrichedBatch batch, int first, int count, ReadOnlySpan<byte> encodedFlows)
    {
        (_batch, _first, _count, _whole) = (batch, first, count, first == 0 && count == batch.Flows.Count);
        _flowsSize = encodedFlows.IsEmpty ? _flows.Begin(batch.Flows, first, count) : encodedFlows.Length;
        if (!_whole)
        {
            // Both ends share a dictionary: the source column is numbered first, the destination column goes on with what it found.
            Renumber(_places, batch.Places.Count, batch.SrcPlace, batch.DstPlace);
            Renumber(_networks, batch.Networks.Count, batch.SrcNetwork, batch.DstNetwork);
        }

        return WireWriter.SizeOfDelimited(EnrichedField.Flows, _flowsSize) + DictionariesSize()
            + NumberColumn.Size(EnrichedField.SrcPlace, Codes(_places, 0, batch.SrcPlace)) + NumberColumn.Size(EnrichedField.DstPlace, Codes(_places, 1, batch.DstPlace))
            + NumberColumn.Size(EnrichedField.SrcNetwork, Codes(_networks, 0, batch.SrcNetwork))
            + NumberColumn.Size(EnrichedField.DstNetwork, Codes(_networks, 1, batch.DstNetwork))
            + NumberColumn.Size(EnrichedField.SrcKind, Enums(batch.SrcKind)) + NumberColumn.Size(EnrichedField.DstKind, Enums(batch.DstKind))
            + NumberColumn.Size(EnrichedField.Direction, Enums(batch.Direction)) + NumberColumn.Size(EnrichedField.ServiceSide, Enums(batch.ServiceSide));
    }

    public void Write(ref WireWriter writer, ReadOnlySpan<byte> encodedFlows)
    {
        writer.Begin(EnrichedField.Flows, _flowsSize);
        if (encodedFlows.IsEmpty) _flows.Write(ref writer);
        else writer.Raw(encodedFlows);
        WriteDictionaries(ref writer);
        NumberColumn.Write(ref writer, EnrichedField.SrcPlace, Codes(_places, 0, _batch.SrcPlace));
        NumberColumn.Write(ref writer, EnrichedField.DstPlace, Codes(_places, 1, _batch.DstPlace));
        NumberColumn.Write(ref writer, EnrichedField.SrcNetwork, Codes(_networks, 0, _batch.SrcNetwork));
        NumberColumn.Write(ref writer, EnrichedField.DstNetwork, Codes(_networks, 1, _batch.DstNetwork));
        NumberColumn.Write(ref writer, EnrichedField.SrcKind, Enums(_batch.SrcKind));
        NumberColumn.Write(ref writer, EnrichedField.DstKind, Enums(_batch.DstKind));
        NumberColumn.Write(ref writer, EnrichedField.Direction, Enums(_batch.Direction));
        NumberColumn.Write(ref writer, EnrichedField.ServiceSide, Enums(_batch.ServiceSide));
        End();
    }

    /// <summary>Lets go of the batch.</summary>
    public void End()
    {
        _batch = null!;
        _flows.End();
    }

    private void Renumber(RunCodes codes, int entries, int[] source, int[] destination)
    {
        codes.Begin(entries, _count);
        codes.Map(0, source.AsSpan(_first, _count));
        codes.Map(1, destination.AsSpan(_first, _count));
    }

    // Element 0 is "none" in each batch and is not sent.
    private int DictionariesSize()
    {
        var size = 0;
        if (_whole)
        {
            for (var i = 1; i < _batch.Places.Count; i++) size += _batch.Places[i].Wire.Length;
            for (var i = 1; i < _batch.Networks.Count; i++) size += _batch.Networks[i].Wire.Length;
        }
        else
        {
            foreach (var place in _places.Kept) size += _batch.Places[place].Wire.Length;
            foreach (var network in _networks.Kept) size += _batch.Networks[network].Wire.Length;
        }

        return size;
    }

    private void WriteDictionaries(ref WireWriter writer)
    {
        if (_whole)
        {
            for (var i = 1; i < _batch.Places.Count; i++) writer.Raw(_batch.Places[i].Wire);
            for (var i = 1; i < _batch.Networks.Count; i++) writer.Raw(_batch.Networks[i].Wire);
        }
        else
        {
            foreach (var place in _places.Kept) writer.Raw(_batch.Places[place].Wire);
            foreach (var network in _networks.Kept) writer.Raw(_batch.Networks[network].Wire);
        }
    }

    private ReadOnlySpan<int> Codes(RunCodes codes, int column, int[] indices) => _whole ? indices.AsSpan(0, _count) : codes.Column(column);

    private ReadOnlySpan<byte> Enums<T>(T[] values) where T : unmanaged, Enum => MemoryMarshal.AsBytes(values.AsSpan(_first, _count));
}
