using System.Globalization;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>RFC 9110's conditions, with S3's precedence: a matching ETag counts more than a time.</summary>
internal static class Conditions
{
    /// <exception cref="AwsException">304 or 412.</exception>
    public static void CheckRead(AwsRequest request, StoredObject stored)
    {
        var match = request.Header("If-Match");
        var noneMatch = request.Header("If-None-Match");
        if (match is not null && !Matches(match, stored)) throw Failed("If-Match");
        if (match is null && Time(request.Header("If-Unmodified-Since")) is { } unmodified && stored.LastModified > unmodified)
            throw Failed("If-Unmodified-Since");
        if (noneMatch is not null && Matches(noneMatch, stored)) throw NotModified(stored);
        if (noneMatch is null && Time(request.Header("If-Modified-Since")) is { } modified && stored.LastModified <= modified)
            throw NotModified(stored);
    }

    /// <summary>The same of a copy's source, where all that fails is 412.</summary>
    public static void CheckSource(AwsRequest request, StoredObject source)
    {
        const string Prefix = "x-amz-copy-source-";
        if (request.Header(Prefix + "if-match") is { } match && !Matches(match, source)) throw Failed(Prefix + "If-Match");
        if (request.Header(Prefix + "if-none-match") is { } none && Matches(none, source)) throw Failed(Prefix + "If-None-Match");
        if (request.Header(Prefix + "if-match") is null && Time(request.Header(Prefix + "if-unmodified-since")) is { } unmodified
            && source.LastModified > unmodified)
            throw Failed(Prefix + "If-Unmodified-Since");
        if (request.Header(Prefix + "if-none-match") is null && Time(request.Header(Prefix + "if-modified-since")) is { } modified
            && source.LastModified <= modified)
            throw Failed(Prefix + "If-Modified-Since");
    }

    /// <summary>If-None-Match: * (only a new object) and If-Match (only over this one), decided when the write is committed.</summary>
    public static Action<StoredObject?>? OfWrite(AwsRequest request)
    {
        var (match, none) = (request.Header("If-Match"), request.Header("If-None-Match"));
        if (match is null && none is null) return null;
        if (none is not null and not "*")
            throw new AwsException(501, "NotImplemented", "A header you provided implies functionality that is not implemented",
                ("Header", "If-None-Match"));
        return existing =>
        {
            if (none is not null && existing is not null) throw Failed("If-None-Match");
            if (match is null) return;
            if (existing is null) throw new AwsException(404, "NoSuchKey", "The specified key does not exist.");
            if (!Matches(match, existing)) throw Failed("If-Match");
        };
    }

    private static bool Matches(string header, StoredObject stored) => header.Trim() == "*"
        || header.Split(',').Select(tag => tag.Trim())
            .Any(tag => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag).Trim('"') == stored.ETag);

    private static DateTimeOffset? Time(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static AwsException Failed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", condition));

    private static AwsException NotModified(StoredObject stored) => new(304, "NotModified", "Not Modified")
    {
        Headers = [("ETag", S3Request.Quoted(stored)), ("Last-Modified", stored.LastModified.ToString("R", CultureInfo.InvariantCulture))],
    };
}
