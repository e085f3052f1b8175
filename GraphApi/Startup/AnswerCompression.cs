using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace FlowOptics.GraphApi.Startup;

/// <summary>Answers as gzip or br for clients that take it. Not event streams, which arrive event by event, nor Parquet, which is compressed in itself.</summary>
internal static class AnswerCompression
{
    public static void AddAnswerCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(compression =>
        {
            // No answer holds a secret beside text of an attacker's choice.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "application/problem+json", "text/csv", "application/x-ndjson"];
        });
        // A graph of 2,000 links is made in less time than the stronger levels take to press it.
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
