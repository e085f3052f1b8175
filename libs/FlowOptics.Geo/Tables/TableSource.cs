using System.Security.Cryptography;
using System.Text;
using FlowOptics.Geo.Aws;

namespace FlowOptics.Geo.Tables;

/// <summary>What a table is built from, as one hash: of every file's content, of the regions' places, and of how this program builds.</summary>
internal static class TableSource
{
    /// <exception cref="GeoDatabaseException">A file cannot be read; the message names it.</exception>
    public static byte[] HashOf(GeoFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"FlowOptics geo table {TableLayout.Version}\n"));
        foreach (var region in AwsRegions.All) hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{region.Code},{region.Country},{region.City},{region.Latitude},{region.Longitude}\n")));
        foreach (var path in (string?[])[files.CityIPv4, files.CityIPv6, files.AsnIPv4, files.AsnIPv6])
            hash.AppendData(path is null ? new byte[SHA256.HashSizeInBytes] : HashOf(path));
        hash.AppendData(SHA256.HashData(AwsRangesFile.Load(files.AwsRanges)));
        return hash.GetHashAndReset();
    }

    private static byte[] HashOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 256 * 1024, FileOptions.SequentialScan);
            return SHA256.HashData(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new GeoDatabaseException($"geo database '{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
