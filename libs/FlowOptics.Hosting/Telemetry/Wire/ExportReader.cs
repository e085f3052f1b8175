namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>
/// Walks an export request, which is the same for all signals: resources (field 1), each with its Resource (1) and scopes (2), each with its
/// InstrumentationScope (1) and records (2).
/// </summary>
internal ref struct ExportReader(ReadOnlySpan<byte> request)
{
    private const int Head = 1;
    private const int Rows = 2;

    private WireReader _groups = new(request);
    private WireReader _scopes;
    private WireReader _records;

    public ReadOnlySpan<byte> Resource { get; private set; }

    public ReadOnlySpan<byte> Scope { get; private set; }

    public readonly ReadOnlySpan<byte> Record => _records.Data;

    public bool Next()
    {
        if (!To(ref _groups, Head)) return false;
        Resource = HeadOf(_groups.Data);
        _scopes = new WireReader(_groups.Data);
        return true;
    }

    public bool NextScope()
    {
        if (!To(ref _scopes, Rows)) return false;
        Scope = HeadOf(_scopes.Data);
        _records = new WireReader(_scopes.Data);
        return true;
    }

    public bool NextRecord() => To(ref _records, Rows);

    /// <summary>How many records the rest of this resource has.</summary>
    public int CountRecords()
    {
        var count = 0;
        while (NextScope())
        {
            while (NextRecord()) count++;
        }

        return count;
    }

    private static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        return To(ref reader, Head) ? reader.Data : default;
    }

    private static bool To(ref WireReader reader, int field)
    {
        while (reader.Next())
        {
            if (reader.Field == field) return true;
        }

        return false;
    }
}
