using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace FlowOptics.Web.Page;

/// <summary>Answers with the files of wwwroot, in the smallest encoding that the browser takes and the build made.</summary>
internal sealed class PageFiles(IWebHostEnvironment environment)
{
    private const string Index = "index.html";

    /// <summary>Vite puts a hash of the content into the name of each of these files, so a name never changes its content.</summary>
    private const string HashedFolder = "/assets/";

    private readonly FileExtensionContentTypeProvider _contentTypes = new();

    /// <summary>Why there is no page, and the mend; null where there is one.</summary>
    public string? Missing => environment.WebRootFileProvider.GetFileInfo(Index).Exists
        ? null
        : $"The page is not built: there is no {Index} in {environment.WebRootPath ?? Path.Combine(environment.ContentRootPath, "wwwroot")}. "
            + "Build it with 'dotnet build Web' in the repository's folder.";

    public IResult Answer(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status405MethodNotAllowed, detail: $"{request.Path} can be read only (GET).");
        }

        var path = request.Path.Value ?? "/";
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (file is { Exists: true, IsDirectory: false }) return Send(request, path, file);
        if (!IsPageRoute(path)) return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, detail: $"There is no {path} here.");

        return Missing is { } sentence ? MissingPage(sentence) : Send(request, Index, environment.WebRootFileProvider.GetFileInfo(Index));
    }

    /// <summary>
    /// The page's router knows its routes; here it is enough that they look like routes (<c>/graph</c>), not like files (<c>/favicon.ico</c>), so that
    /// a missing file is a 404 and not a page that fails to parse as a script.
    /// </summary>
    private static bool IsPageRoute(string path) =>
        !Path.HasExtension(path) && !path.StartsWith(HashedFolder, StringComparison.Ordinal);

    private static ContentHttpResult MissingPage(string sentence) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>FlowOptics: the page is not built</title></head>
        <body><h1>The page is not built</h1><p>{System.Net.WebUtility.HtmlEncode(sentence)}</p></body></html>
        """,
        "text/html; charset=utf-8",
        statusCode: StatusCodes.Status503ServiceUnavailable);

    private PhysicalFileHttpResult Send(HttpRequest request, string path, IFileInfo file)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = path.StartsWith(HashedFolder, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;

        var (encoding, body) = Smallest(request, path, file);
        if (encoding is not null) headers.ContentEncoding = encoding;
        return TypedResults.PhysicalFile(
            body.PhysicalPath ?? throw new InvalidOperationException($"wwwroot is no folder: {path} has no path."),
            _contentTypes.TryGetContentType(path, out var contentType) ? contentType : "application/octet-stream",
            lastModified: body.LastModified,
            entityTag: new EntityTagHeaderValue($"\"{body.LastModified.UtcTicks:x}-{body.Length:x}{encoding}\""));
    }

    private (string? Encoding, IFileInfo File) Smallest(HttpRequest request, string path, IFileInfo plain)
    {
        foreach (var (encoding, extension) in PrecompressedEncodings.Accepted(request.Headers.AcceptEncoding))
        {
            var compressed = environment.WebRootFileProvider.GetFileInfo(path + extension);
            if (compressed.Exists) return (encoding, compressed);
        }

        return (null, plain);
    }
}
