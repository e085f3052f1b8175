using System.Globalization;
using System.Text;
using System.Xml;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>Listings of objects, the newer form and the older.</summary>
internal sealed class ListOperations(BucketStore buckets)
{
    private const int MostKeys = 1000;

    /// <summary>A number of the query, cut to what the service gives at most.</summary>
    /// <exception cref="AwsException">InvalidArgument.</exception>
    public static int Number(AwsRequest request, string name, int otherwise, int most)
    {
        if (request.QueryValue(name) is not { Length: > 0 } text) return otherwise;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new AwsException(400, "InvalidArgument", $"Provided {name} not an integer or within integer range", ("ArgumentName", name),
                ("ArgumentValue", text));
        if (number < 0)
            throw new AwsException(400, "InvalidArgument", $"Argument {name} must be an integer between 0 and 2147483647", ("ArgumentName", name),
                ("ArgumentValue", text));
        return Math.Min(number, most);
    }

    public Task ListV2Async(S3Request request)
    {
        var aws = request.Aws;
        var (prefix, delimiter, most) = (aws.QueryValue("prefix") ?? "", aws.QueryValue("delimiter"), Number(aws, "max-keys", MostKeys, MostKeys));
        var (token, startAfter) = (aws.QueryValue("continuation-token"), aws.QueryValue("start-after"));
        var page = buckets.Get(request.BucketName)
            .List(prefix, delimiter, token is null ? (startAfter is { Length: > 0 } ? startAfter : null) : Key(token), most);
        var encode = Encoder(aws);
        return S3Xml.WriteAsync(aws, "ListBucketResult", xml =>
        {
            xml.Element("Name", request.BucketName);
            xml.Element("Prefix", encode(prefix));
            if (!string.IsNullOrEmpty(delimiter)) xml.Element("Delimiter", encode(delimiter));
            if (startAfter is { Length: > 0 }) xml.Element("StartAfter", encode(startAfter));
            xml.Element("EncodingType", aws.QueryValue("encoding-type"));
            xml.Element("KeyCount", page.Count);
            xml.Element("MaxKeys", most);
            xml.Element("ContinuationToken", token);
            xml.Element("IsTruncated", page.IsTruncated ? "true" : "false");
            if (page.IsTruncated) xml.Element("NextContinuationToken", Token(page.Last!));
            Write(xml, page, encode, withOwner: aws.QueryValue("fetch-owner") == "true");
        });
    }

    public Task ListAsync(S3Request request)
    {
        var aws = request.Aws;
        var (prefix, delimiter, most) = (aws.QueryValue("prefix") ?? "", aws.QueryValue("delimiter"), Number(aws, "max-keys", MostKeys, MostKeys));
        var marker = aws.QueryValue("marker") ?? "";
        var page = buckets.Get(request.BucketName).List(prefix, delimiter, marker.Length > 0 ? marker : null, most);
        var encode = Encoder(aws);
        return S3Xml.WriteAsync(aws, "ListBucketResult", xml =>
        {
            xml.Element("Name", request.BucketName);
            xml.Element("Prefix", encode(prefix));
            xml.Element("Marker", encode(marker));
            // Without a delimiter the client takes the last key.
            if (page.IsTruncated && !string.IsNullOrEmpty(delimiter)) xml.Element("NextMarker", encode(page.Last!));
            if (!string.IsNullOrEmpty(delimiter)) xml.Element("Delimiter", encode(delimiter));
            xml.Element("EncodingType", aws.QueryValue("encoding-type"));
            xml.Element("MaxKeys", most);
            xml.Element("IsTruncated", page.IsTruncated ? "true" : "false");
            Write(xml, page, encode, withOwner: true);
        });
    }

    /// <summary>How the client wants keys: as they are, or percent-encoded.</summary>
    public static Func<string, string> Encoder(AwsRequest request) => request.QueryValue("encoding-type") switch
    {
        null or "" => text => text,
        "url" => text => AwsEncoding.Encode(text, keepSlash: true, spaceIsPlus: true),
        var other =>
            throw new AwsException(400, "InvalidArgument", "Invalid Encoding Method specified in Request", ("ArgumentName", "encoding-type"),
                ("ArgumentValue", other)),
    };

    // Opaque, as S3's: no client can take it for a key.
    private static string Token(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    private static string Key(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw new AwsException(400, "InvalidArgument", "The continuation token provided is incorrect", ("ArgumentName", "continuation-token"));
        }
    }

    private static void Write(XmlWriter xml, ListedPage page, Func<string, string> encode, bool withOwner)
    {
        foreach (var stored in page.Objects)
        {
            xml.WriteStartElement("Contents");
            xml.Element("Key", encode(stored.Key));
            xml.Element("LastModified", S3Xml.Time(stored.LastModified));
            xml.Element("ETag", S3Request.Quoted(stored));
            if (stored.Checksum is { } checksum)
            {
                xml.Element("ChecksumAlgorithm", checksum.Algorithm.ToString());
                xml.Element("ChecksumType", checksum.Type);
            }

            xml.Element("Size", stored.Size);
            if (withOwner) xml.Owner();
            xml.Element("StorageClass", stored.StorageClass);
            xml.WriteEndElement();
        }

        foreach (var prefix in page.Prefixes)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.Element("Prefix", encode(prefix));
            xml.WriteEndElement();
        }
    }
}
