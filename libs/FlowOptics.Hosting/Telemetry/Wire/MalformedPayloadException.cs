namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>The bytes are no message of the kind that was expected; the message says where.</summary>
internal sealed class MalformedPayloadException(string message) : Exception(message);
