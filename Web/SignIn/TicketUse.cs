namespace FlowOptics.Web.SignIn;

/// <summary>What a ticket is for: it is good for nothing else.</summary>
internal enum TicketUse
{
    /// <summary>One live connection.</summary>
    Live,

    /// <summary>One download.</summary>
    Download,
}
