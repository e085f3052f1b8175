using System.Buffers;
using System.Security.Cryptography;
using FlowOptics.Ingestor.Journal;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>
/// Makes objects of a request, in AWS's layout: an account's records of a day are one. Their keys follow from the request's id and content alone, so that the same request, sent again because its
/// answer was lost or we were killed, finds what it has already and adds what it lacks.
/// </summary>
internal sealed class FirehoseArchive
{
    private const int Block = 64 * 1024;

    // What 64 MiB of flow logs unpack to, twice; beyond it somebody wants to fill the disk.
    private const long MaxUnpacked = 2L << 30;

    private readonly IObjectArchive _archive;
    private readonly IngestorOptions _ingestor;
    private readonly FirehoseOptions _options;
    private readonly TimeProvider _time;
    private readonly string _folder;

    /// <param name="journal">Open: its lock keeps other Ingestors out of the folder.</param>
    /// <exception cref="ServiceConfigurationException">The folder for what is being written cannot be made anew.</exception>
    public FirehoseArchive(IObjectArchive archive, IngestorOptions ingestor, FirehoseOptions options, ObjectJournal journal, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(journal);
        (_archive, _ingestor, _options, _time) = (archive, ingestor, options, time);
        _folder = Path.Join(ingestor.Folder, "firehose");
        try
        {
            // What a killed process was working on; its requests come again.
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException($"The folder '{_folder}' for what Firehose sends cannot be written ({e.Message}): give this user the right to write there.", e);
        }
    }

    /// <returns>When this completes, all of the request's records survive whatever happens here.</returns>
    /// <exception cref="FirehoseBodyException">The body is too large, or none of Firehose's; nothing of it is archived.</exception>
    /// <exception cref="ObjectStoreException">The bucket cannot be written to; part of the objects may be there.</exception>
    public async Task<ArchivedRequest> ArchiveAsync(FirehoseRequest request, Stream body, CancellationToken cancellationToken)
    {
        using var content = new FirehoseBody(body, request.IsGzip, _options.MaxBytes);
        using var sorter = new RecordSorter(_folder, _ingestor.Format, request.Account, _time.GetUtcNow());
        var hash = await SortAsync(content, sorter, cancellationToken);
        sorter.Complete();
        var known = 0;
        foreach (var draft in sorter.Drafts)
        {
            var key = ObjectPath.Format(draft.Account, request.Region, "firehose", draft.First, $"{request.Id}-{hash}");
            if (!await _archive.PutAsync(key, draft.File, cancellationToken)) known++;
        }

        return new(sorter.Lines, sorter.Drafts.Count - known, known);
    }

    /// <returns>The content's hash: should an id ever come with other records, they are others.</returns>
    private static async Task<string> SortAsync(FirehoseBody content, RecordSorter sorter, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            long unpacked = 0;
            while (await content.ReadAsync(block, cancellationToken) is var read and > 0)
            {
                unpacked += read;
                if (unpacked > MaxUnpacked) throw new FirehoseBodyException($"the records unpack to more than {MaxUnpacked} bytes") { IsTooLarge = true };
                hash.AppendData(block, 0, read);
                sorter.Add(block.AsSpan(0, read), content.Owner);
            }
        }
        catch (TooManyDraftsException e)
        {
            throw new FirehoseBodyException(e.Message, e) { IsTooLarge = true };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
