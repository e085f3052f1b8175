using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.Web.Page;

/// <summary>The encodings that the page's build makes beside each file, smallest first.</summary>
internal static class PrecompressedEncodings
{
    private static readonly (string Encoding, string Extension)[] BuildMakes = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>Those that an Accept-Encoding header allows: named, or by "*", and not with q=0 (RFC 9110, section 12.5.3).</summary>
    public static IEnumerable<(string Encoding, string Extension)> Accepted(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted)) yield break;

        foreach (var made in BuildMakes)
        {
            var rule = accepted.FirstOrDefault(value => value.Value.Equals(made.Encoding, StringComparison.OrdinalIgnoreCase))
                ?? accepted.FirstOrDefault(value => value.Value == "*");
            if (rule is not null && rule.Quality is null or > 0) yield return made;
        }
    }
}
