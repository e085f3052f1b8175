namespace FlowOptics.Web.Gateway.Iot;

/// <summary>What a browser is told: where to connect to and as whom, what it may listen to there, until when.</summary>
/// <param name="Url">Lets in whoever has it; a connection has to begin within five minutes.</param>
/// <param name="Filters">To be subscribed to as they stand: a wider one is refused.</param>
internal sealed record ViewerAddress(string Url, string ClientId, IReadOnlyList<string> Filters, DateTimeOffset Until);
