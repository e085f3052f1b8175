using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>The page's files, which the build has put into the assembly.</summary>
internal sealed class DashboardAssets
{
    private const string Prefix = "Dashboard/wwwroot/";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public DashboardAssets()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            _files["/" + name[Prefix.Length..].Replace('\\', '/')] = bytes;
        }
    }

    /// <summary>The one HTML page, for every address that the page itself routes.</summary>
    public IResult Page(int statusCode = StatusCodes.Status200OK) => _files.TryGetValue("/index.html", out var page)
        ? new PageResult(page, statusCode)
        : Results.Problem("The dashboard's page is not in this build: build libs/FlowOptics.Hosting with Node.js installed.", statusCode: StatusCodes.Status500InternalServerError);

    public IResult? Find(HttpContext context)
    {
        if (context.Request.Path == "/index.html" || !_files.TryGetValue(context.Request.Path.Value ?? "", out var file)) return null;
        // Vite puts a hash of the content into every name under assets/.
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file, ContentType(context.Request.Path.Value!));
    }

    private static string ContentType(string path) => Path.GetExtension(path) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    private sealed class PageResult(byte[] page, int statusCode) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = statusCode;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.CacheControl = "no-cache";
            return httpContext.Response.Body.WriteAsync(page, httpContext.RequestAborted).AsTask();
        }
    }
}
