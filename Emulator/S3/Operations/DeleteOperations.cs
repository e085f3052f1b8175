using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>Deleting one object, or up to a thousand. What is not there is deleted all the same.</summary>
internal sealed class DeleteOperations(BucketStore buckets, ObjectCommit commit)
{
    private const int Most = 1000;

    public Task DeleteAsync(S3Request request)
    {
        commit.Delete(request, buckets.Get(request.BucketName), request.CheckedKey,
            request.Aws.Header("If-Match") is null ? null : Conditions.OfWrite(request.Aws));
        request.Aws.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public async Task DeleteManyAsync(S3Request request)
    {
        var bucket = buckets.Get(request.BucketName);
        using var staged = await StagedBody.ReadAsync(request.Aws, bucket.StagingFolder);
        request.Aws.Body = new MemoryStream(await File.ReadAllBytesAsync(staged.Path, request.Aws.Aborted));
        request.Aws.BodyHash = null;
        var document = await S3Xml.ReadAsync(request.Aws);
        var quiet = document.Value("Quiet") == "true";
        var keys = document.All("Object").Select(each => each.Value("Key") ?? throw S3Xml.Malformed()).ToList();
        if (keys.Count is 0 or > Most) throw S3Xml.Malformed();
        foreach (var key in keys) commit.Delete(request, bucket, key, null);
        await S3Xml.WriteAsync(request.Aws, "DeleteResult", xml =>
        {
            foreach (var key in quiet ? [] : keys)
            {
                xml.WriteStartElement("Deleted");
                xml.Element("Key", key);
                xml.WriteEndElement();
            }
        });
    }
}
