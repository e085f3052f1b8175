namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>An object that a query reads.</summary>
/// <param name="File">Where its bytes are.</param>
/// <param name="Values">Of the table's partition columns.</param>
internal sealed record ScannedObject(string Bucket, string Key, string File, long Size, string[] Values);
