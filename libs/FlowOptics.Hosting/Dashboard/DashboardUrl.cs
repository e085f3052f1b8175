using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard is: the first of <c>ASPNETCORE_URLS</c>, else port 15000.</summary>
internal static class DashboardUrl
{
    private const string Default = "http://localhost:15000";

    public static Uri Of(IConfiguration configuration) => new((configuration["ASPNETCORE_URLS"] ?? Default).Split(';')[0]);
}
