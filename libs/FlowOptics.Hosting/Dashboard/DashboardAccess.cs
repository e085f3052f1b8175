using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Who may see the dashboard: whoever brings the token that AppHost printed, and then the cookie. It starts and stops processes and shows their logs,
/// so other users and other programs' pages on this machine are kept out.
/// </summary>
internal sealed class DashboardAccess
{
    private const int SecretBytes = 16;
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(3);

    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
    private readonly string _cookie;

    public DashboardAccess(IConfiguration configuration, int port)
    {
        Token = configuration["AppHost:BrowserToken"] is { Length: > 0 } given ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        IsOpen = string.Equals(configuration["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"], "true", StringComparison.OrdinalIgnoreCase);
        // Cookies do not know ports: two dashboards on one machine must not overwrite each other's.
        _cookie = string.Create(CultureInfo.InvariantCulture, $"aspire-dashboard-{port}");
    }

    public string Token { get; }

    /// <summary>No token is asked for.</summary>
    public bool IsOpen { get; }

    public bool IsSignedIn(HttpRequest request) => IsOpen || (request.Cookies[_cookie] is { } cookie && AreEqual(cookie, _session));

    /// <summary>Sets the cookie where the token is right.</summary>
    public bool SignIn(HttpContext context, string? token)
    {
        if (!IsOpen && (token is null || !AreEqual(token, Token))) return false;
        // Lax: the link is opened from a terminal or a chat, and its redirect must bring the cookie along.
        context.Response.Cookies.Append(_cookie, _session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = CookieLife, Path = "/" });
        return true;
    }

    /// <summary>
    /// Another name for this machine is a web page's way in (DNS rebinding); another origin on localhost has the cookie, since cookies do not know
    /// ports, and must not start or stop anything.
    /// </summary>
    public static bool IsFromHere(HttpRequest request)
    {
        if (request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]" or "::1")) return false;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool AreEqual(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
