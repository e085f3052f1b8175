namespace FlowOptics.GraphApi.Live;

/// <summary>IANA protocol numbers, as 256 bits.</summary>
internal struct ProtocolSet
{
    private UInt128 _low;
    private UInt128 _high;

    public void Add(byte protocol)
    {
        if (protocol < 128) _low |= UInt128.One << protocol;
        else _high |= UInt128.One << (protocol - 128);
    }

    public void Add(in ProtocolSet others)
    {
        _low |= others._low;
        _high |= others._high;
    }

    public readonly bool Contains(byte protocol) => ((protocol < 128 ? _low : _high) >> (protocol & 127) & 1) != 0;

    /// <summary>Ascending.</summary>
    public readonly List<int> ToList()
    {
        var list = new List<int>(2);
        for (var protocol = 0; protocol < 256; protocol++)
        {
            if (Contains((byte)protocol)) list.Add(protocol);
        }

        return list;
    }
}
