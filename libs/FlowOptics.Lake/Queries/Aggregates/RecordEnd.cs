namespace FlowOptics.Lake;

/// <summary>Which end of a record a row speaks for, where a dimension counts both.</summary>
internal enum RecordEnd
{
    Source,
    Destination,
}
