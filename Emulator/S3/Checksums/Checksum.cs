namespace FlowOptics.Emulator.S3.Checksums;

/// <summary>A checksum that an object has.</summary>
/// <param name="Value">Base64; of a composite one with <c>-N</c> for its number of parts.</param>
/// <param name="IsComposite">The checksum of the parts' checksums, not of the object's bytes.</param>
internal sealed record Checksum(ChecksumAlgorithm Algorithm, string Value, bool IsComposite = false)
{
    public string Type => IsComposite ? "COMPOSITE" : "FULL_OBJECT";
}
