using System.Text;
using FlowOptics.Mqtt;
using FlowOptics.SignIn;
using FlowOptics.Web.SignIn;

namespace FlowOptics.Web.Gateway;

/// <summary>
/// Says who a live connection is: whom its ticket (the password of its CONNECT) was given to, or whom the request that opened it was of, where that had a header of the load balancer or a bearer token.
/// </summary>
internal sealed partial class BrowserLogin(SignInOptions options, Tickets tickets, IServiceProvider services, ILogger<BrowserLogin> logger) : IMqttAuthorizer
{
    public ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken)
    {
        if (!options.IsOn) return ValueTask.FromResult(MqttAdmission.With(new ViewerRules(Viewer.Local)));
        var viewer = login switch
        {
            { Password.Length: > 0 } => tickets.Take(Encoding.UTF8.GetString(login.Password.Span), TicketUse.Live)?.Viewer,
            { User: { } user } => services.GetRequiredService<ViewerReader>().Read(user),
            _ => null,
        };
        if (viewer is null) return ValueTask.FromResult(MqttAdmission.NotAuthorized);
        LogOpened(viewer.Subject, viewer.Name, viewer.Role, login.Address?.ToString() ?? "");
        return ValueTask.FromResult(MqttAdmission.With(new ViewerRules(viewer)));
    }

    [LoggerMessage(6110, LogLevel.Information, "{Subject} ({Name}, {Role}) at {Address} watches the live data")]
    private partial void LogOpened(string subject, string name, string role, string address);
}
