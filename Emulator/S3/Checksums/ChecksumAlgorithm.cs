namespace FlowOptics.Emulator.S3.Checksums;

/// <summary>S3's checksums, by the names that its API has.</summary>
internal enum ChecksumAlgorithm
{
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256,
}
