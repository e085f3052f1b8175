using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>Objects of an S3 bucket, put on the condition that their key is free: S3 decides, also between several of us.</summary>
public sealed class S3ObjectArchive(IAmazonS3 client, S3Location location) : IObjectArchive, IDisposable
{
    /// <inheritdoc/>
    public async Task<bool> PutAsync(string key, string file, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest { BucketName = location.Bucket, Key = location.Prefix + key, FilePath = file, IfNoneMatch = "*" };
        try
        {
            await client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            throw S3Fault.Of(e, $"object '{request.Key}' of bucket '{location.Bucket}' cannot be written (allow this role s3:PutObject)");
        }
    }

    public void Dispose() => client.Dispose();
}
