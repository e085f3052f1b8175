using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

internal sealed class BucketOperations(BucketStore buckets, EmulatorOptions options)
{
    private const string FirstRegion = "us-east-1";

    public Task ListAsync(S3Request request)
    {
        var prefix = request.Aws.QueryValue("prefix") ?? "";
        var after = request.Aws.QueryValue("continuation-token") ?? "";
        var most = ListOperations.Number(request.Aws, "max-buckets", 10_000, 10_000);
        var all = buckets.All.Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal)
            && string.CompareOrdinal(bucket.Name, after) > 0).ToList();
        var page = all.Take(most).ToList();
        return S3Xml.WriteAsync(request.Aws, "ListAllMyBucketsResult", xml =>
        {
            xml.Owner();
            xml.WriteStartElement("Buckets");
            foreach (var bucket in page)
            {
                xml.WriteStartElement("Bucket");
                xml.Element("Name", bucket.Name);
                xml.Element("CreationDate", S3Xml.Time(bucket.Settings.Created));
                if (request.Aws.HasQuery("max-buckets") || request.Aws.HasQuery("prefix")) xml.Element("BucketRegion", bucket.Settings.Region);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            if (page.Count < all.Count) xml.Element("ContinuationToken", page[^1].Name);
        });
    }

    public async Task CreateAsync(S3Request request)
    {
        var signed = request.Aws.Region ?? options.Region;
        var region = FirstRegion;
        if (request.Aws.Http.Request.ContentLength is > 0 || request.Aws.Header("Transfer-Encoding") is not null)
        {
            var document = await S3Xml.ReadAsync(request.Aws);
            region = document.Value("LocationConstraint") is { Length: > 0 } named ? named : FirstRegion;
            if (region == FirstRegion && document.Value("LocationConstraint") is not null)
            {
                throw new AwsException(400, "InvalidLocationConstraint", "The specified location-constraint is not valid",
                    ("LocationConstraint", FirstRegion));
            }
        }
        else if (signed != FirstRegion)
        {
            throw new AwsException(400, "IllegalLocationConstraintException",
                "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.");
        }

        if (!buckets.Create(request.BucketName, region) && region != FirstRegion)
        {
            throw new AwsException(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", request.BucketName));
        }

        // In us-east-1 S3 answers 200 to who already has the bucket.
        request.Aws.Http.Response.Headers.Location = "/" + request.BucketName;
    }

    public Task HeadAsync(S3Request request)
    {
        var bucket = buckets.Get(request.BucketName);
        request.Aws.Http.Response.Headers["x-amz-bucket-region"] = bucket.Settings.Region;
        request.Aws.Http.Response.Headers["x-amz-access-point-alias"] = "false";
        request.Aws.Http.Response.ContentType = "application/xml";
        return Task.CompletedTask;
    }

    public Task DeleteAsync(S3Request request)
    {
        buckets.Delete(request.BucketName);
        request.Aws.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public Task LocationAsync(S3Request request)
    {
        var region = buckets.Get(request.BucketName).Settings.Region;
        return S3Xml.WriteAsync(request.Aws, "LocationConstraint", xml =>
        {
            if (region != FirstRegion) xml.WriteString(region);
        });
    }

    /// <summary>Never switched on: an empty document.</summary>
    public Task VersioningAsync(S3Request request)
    {
        _ = buckets.Get(request.BucketName);
        return S3Xml.WriteAsync(request.Aws, "VersioningConfiguration", _ => { });
    }
}
