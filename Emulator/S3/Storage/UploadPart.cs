using FlowOptics.Emulator.S3.Checksums;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>A part of an upload.</summary>
internal sealed record UploadPart(int Number, string File, long Size, string ETag, Checksum? Checksum, DateTimeOffset LastModified);
