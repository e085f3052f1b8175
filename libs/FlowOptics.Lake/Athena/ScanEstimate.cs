using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>
/// How much a question would read, before it is asked: the sizes of the objects of its partitions, from listings. Of text that is what Athena reads, of Parquet it is more. Where the table does
/// not say where its partitions are, only Athena's own count and the workgroup's limit stand.
/// </summary>
internal sealed class ScanEstimate(AthenaOptions options, IAmazonS3 s3, TimeProvider time)
{
    // Beyond this the listing itself would take long; what has been counted until there says little.
    private const int MostPartitions = 4000;
    private const int AtOnce = 16;

    // Days that are over do not change any more.
    private readonly ConcurrentDictionary<S3Location, long> _past = [];

    /// <exception cref="UnsupportedQueryException">It is more than may be read.</exception>
    public async Task CheckAsync(AthenaTable table, FlowScope scope, IReadOnlyList<AthenaPart> parts, CancellationToken cancellationToken)
    {
        if (options.ScanLimit is not { } limit) return;
        // Statements over the same range read the same objects, each by itself.
        var partitions = parts.SelectMany(part => PartitionsOf(table, scope, part)).Take(MostPartitions + 1).ToList();
        if (partitions.Count > MostPartitions) return;
        var counts = partitions.GroupBy(partition => partition).Select(group => (group.Key.Place, group.Key.Day, Times: group.Count()));
        var total = 0L;
        try
        {
            await Parallel.ForEachAsync(counts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (partition, token) =>
            {
                if (Interlocked.Read(ref total) <= limit) Interlocked.Add(ref total, partition.Times * await SizeAsync(partition.Place, partition.Day, token).ConfigureAwait(false));
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            throw new AthenaException(S3Fault.Of(e, "the size of what Athena would read cannot be listed, which FlowOptics:Athena:ScanLimitGigabytes asks for").Message, e);
        }

        if (total > limit) throw AthenaCost.TooMuch(total, options);
    }

    private IEnumerable<(S3Location Place, DateTime Day)> PartitionsOf(AthenaTable table, FlowScope scope, AthenaPart part)
    {
        if (table is not { Location: { } location, Days: { } days }) yield break;
        foreach (var account in table.AccountsOf(scope) ?? [])
        {
            foreach (var region in table.RegionsOf(scope) ?? [])
            {
                foreach (var day in AthenaDays.Between(part.From, part.To, options.Late))
                {
                    var values = days.Columns.ToDictionary(column => column, column => days.ValueOf(column, day), StringComparer.Ordinal);
                    if (table.AccountPartition is { } accountColumn) values[accountColumn] = account;
                    if (table.RegionPartition is { } regionColumn) values[regionColumn] = region;
                    if (location.Of(values) is { } place) yield return (place, day);
                }
            }
        }
    }

    private async Task<long> SizeAsync(S3Location place, DateTime day, CancellationToken cancellationToken)
    {
        if (_past.TryGetValue(place, out var known)) return known;
        var (size, request) = (0L, new ListObjectsV2Request { BucketName = place.Bucket, Prefix = place.Prefix });
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            size += (page.S3Objects ?? []).Sum(each => each.Size ?? 0);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null && size <= options.ScanLimit);
        if (day.AddDays(1) + options.Late < time.GetUtcNow().UtcDateTime && request.ContinuationToken is null) _past[place] = size;
        return size;
    }
}
