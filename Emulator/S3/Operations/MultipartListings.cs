using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>What there is of uploads in parts.</summary>
internal sealed class MultipartListings(BucketStore buckets, UploadStore uploads)
{
    private const int PageSize = 1000;

    public Task ListPartsAsync(S3Request request)
    {
        var aws = request.Aws;
        var upload = uploads.Get(buckets.Get(request.BucketName), request.CheckedKey, aws.QueryValue("uploadId"));
        var after = ListOperations.Number(aws, "part-number-marker", 0, int.MaxValue);
        var most = ListOperations.Number(aws, "max-parts", PageSize, PageSize);
        var all = upload.Parts().Where(part => part.Number > after).ToList();
        var page = all.Take(most).ToList();
        return S3Xml.WriteAsync(aws, "ListPartsResult", xml =>
        {
            xml.Element("Bucket", request.BucketName);
            xml.Element("Key", ListOperations.Encoder(aws)(request.Key));
            xml.Element("UploadId", upload.Description.Id);
            xml.Owner("Initiator");
            xml.Owner();
            xml.Element("StorageClass", upload.Description.Described.StorageClass);
            xml.Element("PartNumberMarker", after);
            if (page.Count > 0) xml.Element("NextPartNumberMarker", page[^1].Number);
            xml.Element("MaxParts", most);
            xml.Element("IsTruncated", page.Count < all.Count ? "true" : "false");
            if (upload.Description.ChecksumAlgorithm is { } algorithm)
            {
                xml.Element("ChecksumAlgorithm", algorithm.ToString());
                xml.Element("ChecksumType", upload.Description.IsFullObject ? "FULL_OBJECT" : "COMPOSITE");
            }

            foreach (var part in page)
            {
                xml.WriteStartElement("Part");
                xml.Element("PartNumber", part.Number);
                xml.Element("LastModified", S3Xml.Time(part.LastModified));
                xml.Element("ETag", S3Request.Quoted(part.ETag));
                xml.Element("Size", part.Size);
                if (part.Checksum is { } checksum) xml.Element("Checksum" + checksum.Algorithm, checksum.Value);
                xml.WriteEndElement();
            }
        });
    }

    public Task ListUploadsAsync(S3Request request)
    {
        var aws = request.Aws;
        var prefix = aws.QueryValue("prefix") ?? "";
        var (keyMarker, idMarker) = (aws.QueryValue("key-marker") ?? "", aws.QueryValue("upload-id-marker") ?? "");
        var most = ListOperations.Number(aws, "max-uploads", PageSize, PageSize);
        var encode = ListOperations.Encoder(aws);
        var all = UploadStore.All(buckets.Get(request.BucketName)).Where(each => each.Described.Key.StartsWith(prefix, StringComparison.Ordinal))
            .SkipWhile(each => KeyOrder.Instance.Compare(each.Described.Key, keyMarker) is < 0 or 0
                && (each.Described.Key != keyMarker || idMarker.Length == 0 || each.Id != idMarker))
            .Skip(idMarker.Length > 0 ? 1 : 0).ToList();
        var page = all.Take(most).ToList();
        return S3Xml.WriteAsync(aws, "ListMultipartUploadsResult", xml =>
        {
            xml.Element("Bucket", request.BucketName);
            xml.Element("KeyMarker", encode(keyMarker));
            xml.Element("UploadIdMarker", idMarker);
            if (page.Count < all.Count)
            {
                xml.Element("NextKeyMarker", encode(page[^1].Described.Key));
                xml.Element("NextUploadIdMarker", page[^1].Id);
            }

            xml.Element("Prefix", encode(prefix));
            xml.Element("EncodingType", aws.QueryValue("encoding-type"));
            xml.Element("MaxUploads", most);
            xml.Element("IsTruncated", page.Count < all.Count ? "true" : "false");
            foreach (var each in page)
            {
                xml.WriteStartElement("Upload");
                xml.Element("Key", encode(each.Described.Key));
                xml.Element("UploadId", each.Id);
                xml.Owner("Initiator");
                xml.Owner();
                xml.Element("StorageClass", each.Described.StorageClass);
                xml.Element("Initiated", S3Xml.Time(each.Initiated));
                xml.WriteEndElement();
            }
        });
    }
}
