using FlowOptics.Emulator.S3.Checksums;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>What was said when an upload in parts was begun.</summary>
/// <param name="Described">The object to be, without its bytes.</param>
/// <param name="IsFullObject">The checksum is to be the whole object's, not one of the parts' checksums.</param>
internal sealed record UploadDescription(string Id, DateTimeOffset Initiated, StoredObject Described, ChecksumAlgorithm? ChecksumAlgorithm,
    bool IsFullObject)
{
    public const string File = "upload.json";
}
