using FlowOptics.Emulator.S3.Checksums;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>What is known of an object beside its bytes; one JSON file each.</summary>
internal sealed record StoredObject
{
    public required string Key { get; init; }

    public required long Size { get; init; }

    /// <summary>Without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Whole seconds, as HTTP says them.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Which of two writes of a key was the later: larger as text is later. Names the file of the bytes too.</summary>
    public string Sequencer { get; init; } = "";

    /// <summary>Content-Type and its like, by name.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>User metadata, by name without x-amz-meta-.</summary>
    public Dictionary<string, string> Metadata { get; init; } = [];

    public Checksum? Checksum { get; init; }

    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>"AES256" or "aws:kms".</summary>
    public string Encryption { get; init; } = "AES256";

    public string? EncryptionKey { get; init; }

    /// <summary>The sizes of its parts where it was uploaded in parts.</summary>
    public long[]? Parts { get; init; }

    /// <summary>The upload that made it: who completes it a second time gets the same answer.</summary>
    public string? UploadId { get; init; }
}
